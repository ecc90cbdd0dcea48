//! Links to other sites, which no text for buyers may hold (`domain/business.md` §1.11, §2.4).

use super::fold::{Folded, Kind};

/// Endings of host names that are looked for without a scheme before them.
const TOP_LEVELS: &[&str] = &[
    "com", "cn", "net", "org", "io", "cc", "top", "xyz", "vip", "info", "biz", "gov", "edu", "hk", "tw",
    "shop", "site", "link", "club", "wang", "ltd", "online", "中国", "公司", "网络",
];

/// Names of technology that only look like hosts.
const NO_HOSTS: &[&str] = &["asp.net", "ado.net", "vb.net", "ml.net", "socket.io", "draw.io"];

/// Sites that are not outside (`domain/business.md` §1.7).
const OUR_SITES: &[&str] = &["huaweicloud.com", "huawei.com"];

/// The first link to another site in a text of another domain, quoted: introductions of sellers and stores.
pub fn find_outside_link(text: &str) -> Option<String> {
    outside_link(&Folded::new(text))
}

/// A link to another site, quoted (§1.11 penalises them). A mail address is no link.
pub(super) fn outside_link(text: &Folded) -> Option<String> {
    let glyphs = &text.glyphs;
    let is_host = |i: usize| {
        glyphs
            .get(i)
            .is_some_and(|g| g.c == '-' || g.c == '.' || matches!(g.kind, Kind::Latin | Kind::Digit))
    };
    let mut i = 0;
    while i < glyphs.len() {
        if !matches!(glyphs[i].kind, Kind::Latin | Kind::Digit) {
            i += 1;
            continue;
        }
        let from = i;
        while is_host(i) || (glyphs.get(i).is_some_and(|g| g.c == '。') && is_host(from) && is_host(i + 1)) {
            i += 1;
        }
        let run: String = glyphs[from..i]
            .iter()
            .map(|g| if g.c == '。' { '.' } else { g.c })
            .collect();
        let mut end = i;
        let scheme = matches!(run.as_str(), "http" | "https" | "ftp")
            && glyphs[i..].iter().map(|g| g.c).take(3).eq("://".chars());
        if scheme {
            let mut host = String::new();
            end = i + 3;
            while let Some(g) = glyphs
                .get(end)
                .filter(|g| !g.c.is_whitespace() && !matches!(g.c, '/' | '?' | '#' | '"' | ')' | '。' | ','))
            {
                host.push(g.c);
                end += 1;
            }
            let host = host.rsplit('@').next().unwrap_or_default();
            if !is_ours(host.split(':').next().unwrap_or_default()) {
                return Some(text.quote(from, end));
            }
            i = end;
            continue;
        }
        let host = run.trim_matches(['.', '-']);
        let mail = from > 0 && glyphs[from - 1].c == '@' || glyphs.get(end).is_some_and(|g| g.c == '@');
        let named = host
            .rsplit_once('.')
            .is_some_and(|(rest, top)| !rest.is_empty() && TOP_LEVELS.contains(&top));
        let www = host.starts_with("www.") && host.len() > 4;
        if (named || www) && !mail && !is_ours(host) && !NO_HOSTS.contains(&host) {
            return Some(text.quote(from, end));
        }
    }
    None
}

fn is_ours(host: &str) -> bool {
    OUR_SITES
        .iter()
        .any(|site| host == *site || host.strip_suffix(site).is_some_and(|rest| rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outside_links_are_found_and_the_marketplace_and_technology_are_none() {
        for text in [
            "见 https://example.com/a",
            "www.example.com",
            "访问example.com。",
            "ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ",
            "HTTP://1.2.3.4",
            "example。com",
            "https://huaweicloud.com.evil.cn",
            "https://huaweicloud.com@evil.cn",
            "nothuawei.com",
            "exa\u{200b}mple.com",
        ] {
            assert!(outside_link(&Folded::new(text)).is_some(), "{text}");
        }
        for text in [
            "https://support.huaweicloud.com/x",
            "www.huaweicloud.com",
            "ASP.NET 与 Node.js",
            "邮件 a@example.com",
            "版本 1.2.3",
            "e.g. this",
            "完成。Com 口",
            "file.txt",
        ] {
            assert_eq!(outside_link(&Folded::new(text)), None, "{text}");
        }
    }
}
