//! Names for made-up organisations and products.

use guildhall_sdk::lang::Bilingual;

/// First halves of names.
const FIRST: &[(&str, &str)] = &[
    ("云帆", "Yunfan"),
    ("星河", "Galaxy"),
    ("青松", "Pine"),
    ("远山", "Farhill"),
    ("明镜", "Clearglass"),
    ("飞燕", "Swallow"),
    ("海棠", "Begonia"),
    ("晨光", "Daybreak"),
    ("长风", "Longwind"),
    ("磐石", "Bedrock"),
    ("蓝鲸", "Bluewhale"),
    ("白鹭", "Egret"),
    ("春雨", "Springrain"),
    ("金桥", "Goldbridge"),
    ("北斗", "Dipper"),
    ("南湖", "Southlake"),
    ("凌云", "Cloudtop"),
    ("清泉", "Wellspring"),
    ("锦程", "Fairway"),
    ("望舒", "Moonrise"),
];

/// What products do.
const DOES: &[(&str, &str)] = &[
    ("工单", "Desk"),
    ("客户管理", "CRM"),
    ("进销存", "Stock"),
    ("财务", "Ledger"),
    ("考勤", "Attendance"),
    ("合同", "Contracts"),
    ("报表", "Reports"),
    ("知识库", "Knowledge"),
    ("项目协作", "Projects"),
    ("呼叫中心", "Calls"),
    ("招聘", "Hiring"),
    ("培训", "Training"),
    ("采购", "Purchasing"),
    ("巡检", "Inspection"),
    ("预约", "Booking"),
    ("问卷", "Surveys"),
    ("仓储", "Warehouse"),
    ("物流", "Logistics"),
    ("门店", "Stores"),
    ("监控", "Monitoring"),
];

fn at<'a>(of: &'a [(&'a str, &'a str)], n: u64) -> (&'a str, &'a str) {
    of[usize::try_from(n % of.len() as u64).unwrap_or_default()]
}

/// The n-th product; names repeat after 400.
pub(super) fn product(n: u64) -> Bilingual {
    let (first, does) = (at(FIRST, n), at(DOES, n / FIRST.len() as u64 + n));
    Bilingual::new(
        format!("{}{}SaaS版", first.0, does.0),
        format!("{} {} SaaS", first.1, does.1),
    )
}

/// The n-th seller.
pub(super) fn seller(n: u64) -> Bilingual {
    let (first, round) = (at(FIRST, n), n / FIRST.len() as u64);
    if round == 0 {
        Bilingual::new(format!("{}软件", first.0), format!("{} Software", first.1))
    } else {
        Bilingual::new(
            format!("{}软件{round}部", first.0),
            format!("{} Software, unit {round}", first.1),
        )
    }
}

/// The n-th customer.
pub(super) fn customer(n: u64) -> Bilingual {
    let (first, does) = (at(FIRST, n + 7), at(DOES, n));
    Bilingual::new(
        format!("{}{}有限公司", first.0, does.0),
        format!("{} {} Ltd", first.1, does.1),
    )
}
