//! What the demo's products say.

use guildhall_sdk::{
    ids::SpecId,
    lang::Bilingual,
    listings::{Category, ChargingMode, ListingContent, Price, Spec, Term},
    money::Money,
};

pub(super) fn named(mut content: ListingContent, zh: &str, en: &str, category: Category) -> ListingContent {
    let old = std::mem::replace(&mut content.name, Bilingual::new(zh, en));
    // The text speaks of the product by its name.
    let bare = |name: &str| {
        name.trim_end_matches("SaaS版")
            .trim_end_matches(" SaaS")
            .to_owned()
    };
    content.introduction.zh = content.introduction.zh.replace(&bare(&old.zh), &bare(zh));
    content.introduction.en = content.introduction.en.replace(&bare(&old.en), &bare(en));
    content.category = Some(category);
    for spec in &mut content.specs {
        spec.id = SpecId(uuid::Uuid::now_v7());
    }
    content
}

pub(super) fn desk() -> ListingContent {
    let example = include_str!("../../../../docs/examples/listing-saas.json");
    let mut content: ListingContent = serde_json::from_str(example).unwrap_or_default();
    for spec in &mut content.specs {
        spec.id = SpecId(uuid::Uuid::now_v7());
    }
    content
}

fn spec(zh: &str, en: &str, description_zh: &str, description_en: &str, month: i64, year: i64) -> Spec {
    Spec {
        id: SpecId(uuid::Uuid::now_v7()),
        name: Bilingual::new(zh, en),
        description: Bilingual::new(description_zh, description_en),
        charging: ChargingMode::Period,
        prices: vec![
            Price {
                term: Term::Month,
                amount: Money::cny(month),
            },
            Price {
                term: Term::Year,
                amount: Money::cny(year),
            },
        ],
    }
}

pub(super) fn approvals() -> ListingContent {
    let mut content = named(
        desk(),
        "星河审批SaaS版",
        "Galaxy Approvals SaaS",
        Category::Office,
    );
    content.overview = Bilingual::new(
        "费用、采购与用章的移动审批系统，规则可配、全程留痕，手机上一步完成。",
        "Mobile approvals for expenses, purchasing and seals: rules you set, every step on record.",
    );
    content.specs = vec![
        spec(
            "团队版 30 用户",
            "Team, 30 users",
            "30 个账号，10 条审批流程。",
            "30 accounts, 10 flows.",
            19_900,
            199_000,
        ),
        spec(
            "企业版 300 用户",
            "Company, 300 users",
            "300 个账号，流程不限，开放接口。",
            "300 accounts, any number of flows, open API.",
            99_900,
            999_000,
        ),
    ];
    content
}

pub(super) fn inventory() -> ListingContent {
    let mut content = named(desk(), "星河库存SaaS版", "Galaxy Stock SaaS", Category::Finance);
    content.overview = Bilingual::new(
        "面向多仓库企业的库存管理系统，扫码出入库、批次追溯、安全库存提醒。",
        "Stock keeping for several warehouses: scan in and out, trace batches, warn before stock runs low.",
    );
    content.specs = vec![spec(
        "标准版 5 仓库",
        "Standard, 5 warehouses",
        "5 个仓库，20 个账号。",
        "5 warehouses, 20 accounts.",
        39_900,
        399_000,
    )];
    content
}

pub(super) fn insight() -> ListingContent {
    let mut content = named(desk(), "远山洞察SaaS版", "Far Hills Insight SaaS", Category::Data);
    content.overview = Bilingual::new(
        "连接业务数据库的自助分析平台，拖拽出图、定时推送、权限到行。",
        "Self-service analysis on your databases: drag to chart, send on schedule, permissions down to the row.",
    );
    content.specs = vec![spec(
        "分析版 20 用户",
        "Analyst, 20 users",
        "20 个账号，50 个数据源。",
        "20 accounts, 50 sources.",
        59_900,
        599_000,
    )];
    content
}
