//! The HTML of a mail. Mail programs know tables, inline styles and little else: one column of at most 600 pixels, a
//! line for the list of mails (the preheader), one button, colours that hold in light and dark, no picture, no script,
//! nothing loaded from anywhere.

use super::words::House;
use guildhall_sdk::lang::Lang;

/// What a mail shows.
pub(super) struct Sheet<'a> {
    pub lang: Lang,
    pub subject: &'a str,
    /// Seen after the subject in the list of mails.
    pub preheader: &'a str,
    pub paragraphs: &'a [String],
    /// What the button says, and where it leads.
    pub button: (&'a str, &'a str),
    /// Why it came, and where that is changed.
    pub foot: &'a str,
    /// Where that is changed.
    pub foot_link: Option<(&'a str, &'a str)>,
}

/// What a person typed cannot be anything but text.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

const FONT: &str = "-apple-system,BlinkMacSystemFont,'Segoe UI','PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans CJK SC',Roboto,Arial,sans-serif";

/// For the programs that read a style sheet: dark, and narrow.
const STYLE: &str = "\
:root{color-scheme:light dark;supported-color-schemes:light dark}\
@media (prefers-color-scheme:dark){\
.gh-page{background:#12171c!important}\
.gh-card{background:#1a2128!important;border-color:#2b343d!important}\
.gh-ink{color:#e8ecef!important}\
.gh-quiet{color:#a9b4be!important}\
.gh-line{border-color:#2b343d!important}\
.gh-button{background:#4fc3ae!important}\
.gh-button a{color:#12171c!important}\
.gh-link{color:#4fc3ae!important}}\
@media (max-width:480px){.gh-pad{padding:24px 20px!important}.gh-title{font-size:20px!important}}";

/// The whole document.
pub(super) fn page(house: &House<'_>, sheet: &Sheet<'_>) -> String {
    let name = escape(house.name.get(sheet.lang));
    let subject = escape(sheet.subject);
    let preheader = escape(sheet.preheader);
    let (label, url) = (escape(sheet.button.0), escape(sheet.button.1));
    let paragraphs: String = sheet
        .paragraphs
        .iter()
        .map(|p| {
            format!(
                "<p class=\"gh-ink\" style=\"margin:0 0 12px;font:16px/1.6 {FONT};color:#17202a;word-break:break-word\">{}</p>",
                escape(p).replace('\n', "<br>")
            )
        })
        .collect();
    let instead = match sheet.lang {
        Lang::Zh => "按钮打不开？请复制此链接到浏览器：",
        Lang::En => "The button does not open? Copy this link into a browser:",
    };
    let foot_link = sheet.foot_link.map_or(String::new(), |(label, url)| {
        format!(
            " <a class=\"gh-link\" href=\"{}\" style=\"color:#0f6b5c\">{}</a>",
            escape(url),
            escape(label)
        )
    });
    format!(
        "<!doctype html>\n\
<html lang=\"{tag}\" xmlns=\"http://www.w3.org/1999/xhtml\">\n\
<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\">\
<meta name=\"format-detection\" content=\"telephone=no,date=no,address=no,email=no\">\
<title>{subject}</title><style>{STYLE}</style></head>\n\
<body class=\"gh-page\" style=\"margin:0;padding:0;background:#fafaf7\">\n\
<div style=\"display:none;max-height:0;overflow:hidden;opacity:0\">{preheader}{blank}</div>\n\
<table role=\"presentation\" class=\"gh-page\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"background:#fafaf7\">\
<tr><td align=\"center\" style=\"padding:24px 12px\">\n\
<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"max-width:600px;width:100%\">\n\
<tr><td style=\"padding:0 4px 16px\"><table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>\
<td width=\"24\" height=\"24\" align=\"center\" style=\"background:#b3372a;border-radius:4px;font:bold 14px/24px {FONT};color:#ffffff\">{mark}</td>\
<td class=\"gh-ink\" style=\"padding-left:10px;font:600 15px/24px {FONT};color:#17202a\">{name}</td></tr></table></td></tr>\n\
<tr><td class=\"gh-card gh-pad\" style=\"background:#ffffff;border:1px solid #e2e2db;border-radius:8px;padding:32px\">\n\
<h1 class=\"gh-ink gh-title\" style=\"margin:0 0 16px;font:600 22px/1.35 {FONT};color:#17202a;word-break:break-word\">{subject}</h1>\n\
{paragraphs}\n\
<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:24px 0 20px\"><tr>\
<td class=\"gh-button\" align=\"center\" bgcolor=\"#0f6b5c\" style=\"background:#0f6b5c;border-radius:6px\">\
<a href=\"{url}\" style=\"display:inline-block;padding:12px 24px;font:600 16px/24px {FONT};color:#ffffff;text-decoration:none\">{label}</a></td></tr></table>\n\
<p class=\"gh-quiet gh-line\" style=\"margin:0;padding-top:16px;border-top:1px solid #e2e2db;font:13px/1.6 {FONT};color:#5a6672;word-break:break-all\">{instead}<br>\
<a class=\"gh-link\" href=\"{url}\" style=\"color:#0f6b5c\">{url}</a></p>\n\
</td></tr>\n\
<tr><td class=\"gh-quiet\" style=\"padding:16px 4px 0;font:13px/1.6 {FONT};color:#5a6672\">{foot}{foot_link}</td></tr>\n\
</table>\n\
</td></tr></table>\n\
</body></html>\n",
        tag = sheet.lang.tag(),
        mark = "&#x884C;",
        // What follows in the text stays out of the list of mails.
        blank = "&#8199;&#847;".repeat(40),
        foot = escape(sheet.foot),
    )
}
