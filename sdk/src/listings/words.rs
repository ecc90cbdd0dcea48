//! The words that say nothing about what a spec contains, by class. Additions belong into `docs/spec-names.md` too.

use std::{collections::HashMap, sync::LazyLock};

/// Why a word carries no information.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Class {
    /// A noun that only carries a counter or means "the thing sold": 规格, 套餐, option, version.
    Counter,
    /// A numeral in any script, or a single letter used as one.
    Number,
    /// When and how one pays: 年, 包月, yearly.
    Billing,
    /// A classifier: counts things without naming them: 套, 次, pieces.
    Unit,
    /// Amounts of money: 元, RMB.
    Price,
    /// Words that hold others together: 每, 的, per.
    Filler,
}

/// Longest Chinese word of the tables, in characters.
pub(super) const LONGEST_HAN: usize = 5;

/// Words made of words that are here already (半年, 个月) are left out: the split finds them.
const HAN: &[(Class, &str)] = &[
    (
        Class::Counter,
        "规格 套餐 方案 版本 档次 档位 批次 单位 套件 组件 参数 选项 类型 类别 型号 款式 级别 等级 编号 序号 产品 商品 货品 服务 项目 组合 套装 \
         配置 计划 种类 品类 分类 系列 样式 模式 单元 单品 名称 标题 条目 子项 明细 阶段 标号 代号 \
         属性 选择 内容 备选 礼包 打包 品种 型 档 规格项 规格名 规格名称",
    ),
    (
        Class::Number,
        "一 二 三 四 五 六 七 八 九 十 百 千 万 亿 零 〇 两 俩 仨 廿 卅 卌 半 几 多 数 若干 壹 贰 弐 叁 \
         参 叄 弎 肆 伍 陆 柒 漆 捌 玖 拾 佰 陌 仟 阡 弌 弍 亖 甲 乙 丙 丁 戊 己 庚 辛 壬 癸 双 幺",
    ),
    (
        Class::Billing,
        "年 月 日 天 周 季 季度 星期 礼拜 旬 年度 月度 周度 日度 半年度 小时 时 分钟 秒 钟头 年费 月费 \
         日费 季费 周费 包周期 年付 月付 季付 周付 日付 年租 月租 日租 周期 按需 按量 一次性 计费 付费 \
         收费 缴费 预付 预付费 后付 后付费 续费 续订 续期 订阅 订购 购买 时长 期限 租期 租用 租赁 年限 \
         有效期 永久 终身 买断 费用 价格 单价 时间 自然年 自然月 岁 载 分期 首年 首月 年期 服务期 使用期 \
         使用期限 订阅期 一次性付费 一次性买断 一次性购买",
    ),
    (
        Class::Unit,
        "套 次 个 份 件 台 批 项 条 只 张 组 种 款 例 枚 位 笔 单 盒 箱 包 册 遍 趟 颗 粒 副 对 辆 架 捆 \
         袋 瓶 桶 名 人天 人日 人月 人年 人次 数量 些",
    ),
    (Class::Price, "元 人民币 美元 欧元 块钱 元钱"),
    (
        Class::Filler,
        "第 每 按 的 之 和 与 及 或 了 啊 吧 呢 呀 哦 嘛 哈 啦 呗 本 此 该 这 那 全 整 共 计 约 仅 起 内 \
         版 含 满 至 到 某 々 其他 其它 默认 缺省 未命名 无 暂无 任意 所有 全部 合计 总计 以上 以下 以内 \
         不限 无限",
    ),
];

/// Words that count only directly after a numeral: elsewhere they are parts of names (部门, 名片, 场所).
const HAN_AFTER_NUMBER: &[(Class, &str)] = &[
    (
        Class::Unit,
        "本 场 部 片 节 班 门 家 头 根 卷 篇 道 座 栋 间 回 顿 层 幅 式 样 届 集 支 块 轮 打 堂 席次 张次",
    ),
    (Class::Counter, "号 级 等 期 代 类 餐 阶 步 挡"),
    (Class::Price, "圆 块 角"),
];

/// Words made of parts that count as nothing, but that name something.
const HAN_CONTENT: &str = "年级 年金 年鉴 年会 年检 年报 月报 周报 日报 季报 月嫂 日历 日志 次日 次日达 次月达 当日达 支付 付款 条款 款项 箱包 支架 \
    次元 二次元 档案 小型 中型 大型 微型 单项目 多项目 统一 唯一 第三方 三方 多元 初一 初二 初三 高一 高二 高三 大一 大二 大三 大四 时序 时间戳 时间序列 时间管理 及时 周边 单点 单据 位置 名片 \
    千兆 万兆 百货 数字 数据 起名 起步 单元测试 分类分级 分级分类 服务器 服务台 服务网格 项目管理 产品管理 产品设计 商品管理 配置管理 版本管理 版本控制 \
    内容管理 内容审核 内容安全 租赁管理 订阅管理 计费系统 计费管理 收费系统 收费管理 订购管理";

/// Single characters that never form a word with their neighbour: suffixes and particles.
pub(super) const HAN_LOOSE: &str = "版型档第每按的之和与及或了啊吧呢呀哦嘛哈啦呗";

/// Content nouns of one character: with a numeral before them they say how much of what (50 人, 8 核).
pub(super) const HAN_MEASURES: &str = "人席核户端店点路字页行站屏机卡线域库";

const LATIN: &[(Class, &str)] = &[
    (
        Class::Counter,
        "spec specs specification specifications sku skus item items option options plan plans package packages pack packs pkg \
         type types version versions ver vers edition editions variant variants variation tier tiers level levels lvl grade grades \
         class classes kind kinds model models no nos num number numbers nr product products goods offering choice category \
         series style group groups phase stage lot lots batch name scheme schemes solution solutions config \
         configuration combo bundle bundles service services project guige taocan fangan banben",
    ),
    (
        Class::Number,
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
         eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million first second third \
         fourth fifth sixth seventh eighth ninth tenth single several few many",
    ),
    (
        Class::Billing,
        "year years yearly yr yrs annual annually annum month months monthly mo mos mth mths week weeks weekly wk wks day days \
         daily hour hours hourly hrs minute minutes min mins sec secs seconds quarter quarters quarterly semiannual \
         semiannually biannual biennial half period periods periodic periodical term terms subscription subscriptions subscribe bill \
         billed billing charge charged charges prepaid postpaid payment payments pay paid payg onetime once perpetual \
         lifetime fee fees price prices pricing cost costs renewal renew renewed cycle cycles duration ondemand \
         paymonthly payyearly payasyougo payperuse nian yue baonian baoyue",
    ),
    (
        Class::Unit,
        "set sets time times piece pieces pc pcs unit units each ea copy copies count counts qty quantity quantities pair pairs dozen \
         dozens box boxes bag bags round rounds manday mandays personday persondays manmonth manmonths manhour manhours",
    ),
    (
        Class::Price,
        "rmb cny usd eur yuan dollar dollars euro euros cent cents",
    ),
    (
        Class::Filler,
        "the a an of for per every and or with by in on to only just this my our your is as at from other others misc \
         default untitled unnamed new none null na tbd all any total plus x",
    ),
];

/// Short codes of letters and digits that name something.
pub(super) const CODES: &[&str] = &[
    "b2b", "b2c", "b2g", "b2b2c", "c2b", "c2c", "c2m", "o2o", "p2p", "s2b", "s2b2c", "h5", "2d", "3d", "4d",
    "2k", "4k", "8k", "m2m", "l2tp", "s3", "k8s", "k3s", "i18n", "e2e",
];

fn table(rows: &[(Class, &'static str)]) -> HashMap<&'static str, Class> {
    rows.iter()
        .flat_map(|(class, words)| words.split_whitespace().map(|w| (w, *class)))
        .collect()
}

static HAN_WORDS: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| table(HAN));
static AFTER_NUMBER: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| table(HAN_AFTER_NUMBER));
static LATIN_WORDS: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| table(LATIN));
static CONTENT_WORDS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let mut words: Vec<Vec<char>> = HAN_CONTENT
        .split_whitespace()
        .map(|w| w.chars().collect())
        .collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    words
});

/// The class of a Chinese word that says nothing; `after_number` when a numeral stands directly before it.
pub(super) fn han_class(word: &str, after_number: bool) -> Option<Class> {
    let always = HAN_WORDS.get(word).copied();
    if after_number {
        always.or_else(|| AFTER_NUMBER.get(word).copied())
    } else {
        always
    }
}

/// The length of the content word that begins here, if there is one.
pub(super) fn content_word(rest: &[char]) -> Option<usize> {
    CONTENT_WORDS.iter().find(|w| rest.starts_with(w)).map(Vec::len)
}

/// The class of a Latin word (lower-case, two letters or more) that says nothing.
pub(super) fn latin_class(word: &str) -> Option<Class> {
    if let Some(class) = LATIN_WORDS.get(word) {
        return Some(*class);
    }
    (is_roman(word) || is_one_letter_again(word) || is_start_of_the_alphabet(word)).then_some(Class::Number)
}

/// Roman numerals up to 39: larger ones are words (mix, civil, CD).
fn is_roman(word: &str) -> bool {
    let units = word.trim_start_matches('x');
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    word.len() >= 2 && word.len() - units.len() <= 3 && ones.contains(&units)
}

fn is_one_letter_again(word: &str) -> bool {
    let mut letters = word.chars();
    letters
        .next()
        .is_some_and(|first| word.len() >= 2 && letters.all(|c| c == first))
}

fn is_start_of_the_alphabet(word: &str) -> bool {
    word.len() >= 2 && ("abcdefghijklmnopqrstuvwxyz".starts_with(word) || word == "xyz")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_class_and_is_already_folded() {
        let mut seen = HashMap::new();
        for (class, words) in HAN.iter().chain(LATIN) {
            for word in words.split_whitespace() {
                assert_eq!(seen.insert(word, class), None, "{word} twice");
                let folded: String = super::super::fold::Folded::new(word)
                    .glyphs
                    .iter()
                    .map(|g| g.c)
                    .collect();
                assert!(folded == word, "{word} is not folded");
            }
        }
        assert!(
            HAN.iter()
                .flat_map(|(_, w)| w.split_whitespace())
                .all(|w| w.chars().count() <= LONGEST_HAN)
        );
    }

    #[test]
    fn no_word_is_made_of_single_ones_only() {
        let words = || HAN.iter().flat_map(|(_, w)| w.split_whitespace());
        let single = |c: char| words().any(|w| w.chars().eq([c]));
        // counter nouns stay whole: 套件1 is a bare counter, no unit
        let composed: Vec<&str> = words()
            .filter(|w| w.chars().count() > 1 && HAN_WORDS.get(w) != Some(&Class::Counter))
            .filter(|w| w.chars().all(single))
            .collect();
        assert!(composed.is_empty(), "{composed:?}");
    }

    #[test]
    fn roman_numerals_are_numbers_and_words_are_not() {
        for word in [
            "ii", "iii", "iv", "vi", "ix", "xi", "xx", "xiv", "aa", "ab", "abc", "xyz",
        ] {
            assert_eq!(latin_class(word), Some(Class::Number), "{word}");
        }
        for word in ["cd", "mix", "civil", "ai", "hr", "xl", "bi", "crm"] {
            assert_eq!(latin_class(word), None, "{word}");
        }
    }
}
