//! Fixed phrases that names and texts may not hold: requests to enquire, superlatives (`domain/business.md` §2.4, §2.7).
//!
//! Everything works on the folded text, so that full-width letters, spaces, dashes, invisible and look-alike
//! characters do not help. In the lists `_` stands for at least one separator; elsewhere there may be some or none.

use super::fold::{Folded, Glyph, Kind};
use std::{collections::HashMap, sync::LazyLock};

/// How far apart the letters of a phrase may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// In a name: anything that is no letter or digit may stand between.
    Name,
    /// In prose: spaces and drawing characters, but no sentence ends.
    Prose,
}

impl Reach {
    /// English phrases with an apostrophe or “No.” need every separator skipped.
    fn of(self, phrase: &str) -> Reach {
        if phrase.is_ascii() { Reach::Name } else { self }
    }

    fn skips(self, c: char) -> bool {
        match self {
            Reach::Name => true,
            Reach::Prose => matches!(
                c,
                ' ' | '\u{a0}' | '\u{3000}' | '-' | '_' | '*' | '·' | '~' | '|' | '•' | '+'
            ),
        }
    }
}

/// Where a phrase (folded) that begins at `from` ends. Latin phrases match whole words only.
pub(super) fn phrase_at(glyphs: &[Glyph], from: usize, phrase: &str, reach: Reach) -> Option<usize> {
    let skipped = |g: &Glyph| g.kind == Kind::Separator && reach.skips(g.c);
    let mut at = from;
    for (n, wanted) in phrase.chars().enumerate() {
        let gap = if n == 0 {
            0
        } else {
            glyphs[at..].iter().take_while(|g| skipped(g)).count()
        };
        if wanted == '_' {
            if gap == 0 {
                return None;
            }
            continue;
        }
        at += gap;
        if glyphs.get(at)?.c != wanted {
            return None;
        }
        at += 1;
    }
    let latin = |i: usize| glyphs.get(i).is_some_and(|g| g.kind == Kind::Latin);
    let starts_word = !latin(from) || from == 0 || !latin(from - 1);
    let ends_word = !latin(at - 1) || !latin(at);
    (starts_word && ends_word).then_some(at)
}

/// Phrases by their first character, so that a long text is walked once.
struct Phrases(HashMap<char, Vec<&'static str>>);

impl Phrases {
    fn new(list: &'static str) -> Phrases {
        let mut by_first: HashMap<char, Vec<&'static str>> = HashMap::new();
        for phrase in list.split_whitespace() {
            by_first
                .entry(phrase.chars().next().unwrap_or_default())
                .or_default()
                .push(phrase);
        }
        Phrases(by_first)
    }

    /// The longest phrase that begins here: its end, and which it is.
    fn at(&self, text: &Folded, from: usize, reach: Reach) -> Option<(usize, &'static str)> {
        let phrases = self.0.get(&text.glyphs[from].c)?;
        phrases
            .iter()
            .filter_map(|p| Some((phrase_at(&text.glyphs, from, p, reach.of(p))?, *p)))
            .max()
    }

    /// Every place where a phrase begins: from, to, which.
    fn find(&self, text: &Folded, reach: Reach) -> impl Iterator<Item = (usize, usize, &'static str)> {
        (0..text.glyphs.len()).filter_map(move |from| {
            let (to, phrase) = self.at(text, from, reach)?;
            Some((from, to, phrase))
        })
    }
}

static ASKING_PRICE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(ASKS_PRICE));
static ASKING_DETAILS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(ASKS_DETAILS));
static BOASTING: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(SUPERLATIVES));

/// Requests to enquire about the price: not allowed anywhere.
const ASKS_PRICE: &str = "面议 电议 价格面谈 价格详谈 价格另议 价格待定 价格请咨询 价格咨询 咨询价格 咨询报价 报价咨询 \
    联系报价 获取报价 索取报价 客服报价 销售报价 商务报价 另行报价 单独报价 来电询价 致电询价 \
    电话询价 欢迎询价 联系询价 咨询询价 客服询价 请询价 价格询价 询价请 询价电话 详情询价 \
    来电议价 欢迎议价 拍前咨询 拍前联系 下单前咨询 下单前联系 下单前请联系 下单前请咨询 \
    购买前咨询 购买前联系 购买前请联系 购买前请咨询 具体价格请 具体价格以客服 callforprice \
    callforprices callforpricing callforquote callforaquote contactusforprice contactusforprices \
    contactusforpricing contactusforaquote contactusforquote contactsalesforpricing \
    contactsalesforaquote contactforprice contactforpricing askforprice askforprices \
    askfortheprice askforpricing askforaquote askforquote emailforprice emailforpricing \
    inquireforprice enquireforprice priceonrequest pricesonrequest pricingonrequest \
    priceuponrequest pricinguponrequest priceonapplication pricesonapplication priceonenquiry \
    priceoninquiry priceondemand pricenegotiable pricesnegotiable pricesarenegotiable \
    priceisnegotiable getaquote requestaquote priceinquiry priceenquiry";

/// Requests to ask for details or to get in touch: not allowed in a name, which has to say it itself (§2.7).
const ASKS_DETAILS: &str = "议价 询价 详询 详谈 另议 待议 私聊 私信 详情咨询 咨询详情 请咨询 欢迎咨询 先咨询 咨询客服 \
    客服咨询 咨询销售 咨询商家 咨询卖家 咨询商务 来电咨询 致电咨询 电话咨询 联系客服 联系销售 \
    联系商家 联系卖家 联系商务 联系我们 联系店家 请联系 先联系 问客服 价格电询 电询 请来电 \
    来电洽谈 加微信 求报价 索价 contactus contactsales contactseller contacttheseller \
    contactvendor contactsupport call_us callnow emailus askus askfordetails askformore onrequest \
    uponrequest onapplication negotiable tobenegotiated forpricing forprice forprices foraquote \
    forquote poa customquote custompricing inquirenow enquirenow pleaseinquire pleaseenquire \
    inquireus inquirefor enquirefor";

/// What makes 询价 or 议价 the name of a function (a procurement product) and no request.
const ENQUIRY_FUNCTIONS: &str = "管理 系统 模块 采购 平台 比价 功能 流程 助手 工具 竞价 招标 协同 单";

/// A request to enquire about the price, in prose.
pub(super) fn asks_for_price(text: &Folded) -> Option<String> {
    ASKING_PRICE
        .find(text, Reach::Prose)
        .next()
        .map(|(from, to, _)| text.quote(from, to))
}

/// A request to enquire about price or details, in a name.
pub(super) fn name_asks(name: &Folded) -> Option<String> {
    let is_function = |to, phrase| {
        let mut functions = ENQUIRY_FUNCTIONS.split_whitespace();
        matches!(phrase, "询价" | "议价")
            && functions.any(|f| phrase_at(&name.glyphs, to, f, Reach::Name).is_some())
    };
    let price = ASKING_PRICE.find(name, Reach::Name);
    let details = ASKING_DETAILS
        .find(name, Reach::Name)
        .filter(|(_, to, phrase)| !is_function(*to, *phrase));
    price
        .chain(details)
        .next()
        .map(|(from, to, _)| name.quote(from, to))
}

/// Superlatives that advertising law forbids (§2.4): a small list of clear cases.
const SUPERLATIVES: &str = "国家级 世界级 宇宙级 最高级 最佳 最好 最强 最先进 最便宜 最低价 全网最低 史上最低 极致 极品 顶级 \
    顶尖 世界第一 全球第一 全国第一 中国第一 国内第一 亚洲第一 行业第一 业界第一 全网第一 \
    销量第一 排名第一 第一品牌 世界领先 全球首创 独一无二 绝无仅有 史无前例 前无古人 worldsbest \
    theworldsbest bestintheworld worldsno1 worldsnumberone worldno1 no1intheworld \
    numberoneintheworld no1inchina numberoneinchina secondtonone unrivalled unrivaled \
    unparalleled unsurpassed";

/// A superlative. 最佳实践 (best practice) is a term of the trade and none.
pub(super) fn superlative(text: &Folded, reach: Reach) -> Option<String> {
    BOASTING
        .find(text, reach)
        .find(|(_, to, _)| phrase_at(&text.glyphs, *to, "实践", reach).is_none())
        .map(|(from, to, _)| text.quote(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_for_a_price_is_told_from_a_product_that_handles_prices() {
        for name in [
            "面议",
            "面議",
            "询价",
            "詢價",
            "面 议",
            "价格面议",
            "详情咨询",
            "联系客服报价",
            "Call for price",
            "C.A.L.L for PRICE",
            "contact us for pricing",
            "POA",
            "P.O.A.",
            "Price on request",
            "请联系销售",
            "ｐｏａ",
            "企业版（询价）",
            "联系我们",
        ] {
            assert!(name_asks(&Folded::new(name)).is_some(), "{name}");
        }
        for name in [
            "管理咨询服务",
            "在线咨询系统",
            "询价管理版",
            "询价采购模块",
            "报价系统",
            "客服工作台",
            "Poaching alert",
            "Callus removal",
        ] {
            assert_eq!(name_asks(&Folded::new(name)), None, "{name}");
        }
        for (prose, expected) in [
            ("价格面议。", Some("面议")),
            ("支持询价、比价与议价流程。", None),
            ("如有问题请联系客服。", None),
            ("Prices on request.", Some("Prices on request")),
            ("Contact us for pricing", Some("Contact us for pricing")),
            ("面。议", None),
        ] {
            assert_eq!(
                asks_for_price(&Folded::new(prose)).as_deref(),
                expected,
                "{prose}"
            );
        }
    }

    #[test]
    fn superlatives_are_found_and_best_practice_is_none() {
        for text in [
            "国家级产品",
            "極致体验",
            "世 界 第 一",
            "The world's best CRM",
            "World No. 1",
        ] {
            assert!(superlative(&Folded::new(text), Reach::Prose).is_some(), "{text}");
        }
        for text in ["最佳实践", "最大支持 500 用户", "Best practices", "第一步"] {
            assert_eq!(superlative(&Folded::new(text), Reach::Prose), None, "{text}");
        }
        assert!(superlative(&Folded::new("最佳实践与最佳服务"), Reach::Prose).is_some());
    }
}
