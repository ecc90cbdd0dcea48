//! The words of the interface: every text in both languages, side by side. A text that is missing in one language does
//! not compile; a text nobody uses is a warning. (Why not a translation file format: `docs/decisions/words.md`.)

use guildhall_sdk::{lang::Lang, listings::Term, money::BasisPoints};

/// Declares the words of a feature: `name = "中文", "English";`.
///
/// ```text
/// words! { title = "商家专属优惠", "Exclusive discounts"; }
/// let t = words(lang);        // &'static Words
/// view! { <h1>{t.title}</h1> }
/// ```
#[macro_export]
macro_rules! words {
    ($($name:ident = $zh:expr, $en:expr;)+) => {
        /// The words of this part, in one language.
        #[cfg_attr(not(feature = "ssr"), allow(dead_code, reason = "an island uses some of a part's words"))]
        pub struct Words { $(#[doc = $en] pub $name: &'static str,)+ }
        const ZH: Words = Words { $($name: $zh,)+ };
        const EN: Words = Words { $($name: $en,)+ };
        /// The words for a reader.
        pub fn words(lang: guildhall_sdk::lang::Lang) -> &'static Words {
            match lang {
                guildhall_sdk::lang::Lang::Zh => &ZH,
                guildhall_sdk::lang::Lang::En => &EN,
            }
        }
    };
}

/// Fills `{name}` in a text.
pub fn fill(text: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
    let mut out = text.to_owned();
    for (name, value) in values {
        out = out.replace(&format!("{{{name}}}"), &value.to_string());
    }
    out
}

/// Words that every page may need.
pub mod common {
    crate::words! {
        brand = "行会", "Guildhall";
        save = "保存", "Save";
        cancel = "取消", "Cancel";
        close = "关闭", "Close";
        back = "返回", "Back";
        search = "搜索", "Search";
        filter = "筛选", "Filter";
        clear = "清除筛选", "Clear filters";
        remove_filter = "移除筛选条件", "Remove filter";
        all = "全部", "All";
        newer = "上一页", "Previous";
        older = "下一页", "Next";
        pages = "分页", "Pages";
        count_exact = "共 {n} 项", "{n} in all";
        count_more = "超过 {n} 项", "more than {n}";
        optional = "选填", "optional";
        open = "打开", "Open";
        view = "查看", "View";
        copy = "复制", "Copy";
        copied = "已复制", "Copied";
        loading = "正在加载…", "Loading…";
        state = "状态", "State";
        created = "创建时间", "Created";
        name = "名称", "Name";
        none = "无", "None";
        yes = "是", "Yes";
        no = "否", "No";
        mend = "请修改以下内容", "Please mend the following";
        skip = "跳到正文", "Skip to content";
        navigation = "主菜单", "Main menu";
        open_menu = "打开菜单", "Open menu";
        close_menu = "关闭菜单", "Close menu";
        my_account = "我的账号", "My account";
        language = "语言", "Language";
        theme = "外观", "Theme";
        theme_light = "浅色", "Light";
        theme_dark = "深色", "Dark";
        theme_system = "跟随系统", "System";
        sign_out = "退出登录", "Sign out";
        sign_in = "登录", "Sign in";
        home = "回到首页", "To the start page";
        nothing_here = "它可能已被移走，或不属于当前账号。", "It may have been moved, or belong to another account.";
        request_id = "请求编号", "Request id";
        needs_script = "编辑商品需要启用 JavaScript。", "Editing a listing needs JavaScript.";
    }
}

/// How much less: "−20%", "−20 %".
pub fn less(percent: BasisPoints, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("\u{2212}{}%", percent.percent()),
        Lang::En => format!("\u{2212}{} %", percent.percent()),
    }
}

/// What a price is for: "/ 年", "/ year"; nothing for a one-time price.
pub fn per(term: Term, lang: Lang) -> &'static str {
    match (term, lang) {
        (Term::Month, Lang::Zh) => "/ 月",
        (Term::Month, Lang::En) => "/ month",
        (Term::Year, Lang::Zh) => "/ 年",
        (Term::Year, Lang::En) => "/ year",
        (Term::Once, _) => "",
    }
}

/// "¥12,000.00 / 年"
pub fn with_term(amount: &str, term: Term, lang: Lang) -> String {
    match per(term, lang) {
        "" => amount.to_owned(),
        per => format!("{amount} {per}"),
    }
}

/// "3 小时前 / 3 h ago", from the two instants; the same text on the server and in the browser.
pub fn ago(lang: Lang, then: chrono::DateTime<chrono::Utc>, now: chrono::DateTime<chrono::Utc>) -> String {
    let seconds = (now - then).num_seconds();
    let (future, seconds) = (seconds < 0, seconds.abs());
    let (n, zh, en) = match seconds {
        0..60 => {
            return if lang == Lang::Zh {
                "刚刚".into()
            } else {
                "just now".into()
            };
        }
        60..3_600 => (seconds / 60, "分钟", "min"),
        3_600..86_400 => (seconds / 3_600, "小时", "h"),
        86_400..5_184_000 => (seconds / 86_400, "天", "d"),
        _ => (seconds / 2_592_000, "个月", "months"),
    };
    match (lang, future) {
        (Lang::Zh, false) => format!("{n} {zh}前"),
        (Lang::Zh, true) => format!("{n} {zh}后"),
        (Lang::En, false) => format!("{n} {en} ago"),
        (Lang::En, true) => format!("in {n} {en}"),
    }
}
