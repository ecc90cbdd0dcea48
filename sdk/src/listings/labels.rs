//! What people call the fields of a listing, by the path that findings and comments have: the same on a page, in a mail
//! and on the command line.

use crate::lang::Lang;

/// The field a path belongs to, in words; nothing for the whole listing.
///
/// ```
/// use guildhall_sdk::{lang::Lang, listings::field_label};
/// assert_eq!(field_label("specs.1.name.zh", Lang::En).as_deref(), Some("Spec 2 · Spec name (Chinese)"));
/// assert_eq!(field_label("", Lang::En), None);
/// ```
pub fn field_label(path: &str, lang: Lang) -> Option<String> {
    let pick = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let plain = match path {
        "name" | "name.zh" => pick("商品名称（中文）", "Product name (Chinese)"),
        "name.en" => pick("商品名称（英文）", "Product name (English)"),
        "category" => pick("商品分类", "Category"),
        "access_type" => pick("接入类型", "Access type"),
        "trade_class" => pick("售卖类型", "Trade class"),
        "overview" | "overview.zh" => pick("商品简介（中文）", "Overview (Chinese)"),
        "overview.en" => pick("商品简介（英文）", "Overview (English)"),
        "introduction" | "introduction.zh" => pick("商品说明（中文）", "Introduction (Chinese)"),
        "introduction.en" => pick("商品说明（英文）", "Introduction (English)"),
        "support" => pick("服务与支持", "Support"),
        "support.days_per_week" | "support.hours_per_day" => pick("服务时长", "Support"),
        "support.hours" => pick("服务时间说明", "Service hours in words"),
        "support.hotline" => pick("服务热线", "Hotline"),
        "support.mail" => pick("服务邮箱", "Service mail"),
        "specs" => pick("规格", "Specs"),
        _ if path.starts_with("certificate") => pick("软件著作权证书", "Software copyright certificate"),
        _ => "",
    };
    if !plain.is_empty() {
        return Some(plain.to_owned());
    }
    let rest = path.strip_prefix("specs.")?;
    let (n, field) = rest.split_once('.').unwrap_or((rest, ""));
    let n = n.parse::<usize>().ok()?.checked_add(1)?;
    let spec = format!("{} {n}", pick("规格", "Spec"));
    let field = match field {
        "" => return Some(spec),
        "name.en" => pick("规格名称（英文）", "Spec name (English)"),
        "description.en" => pick("包含内容（英文）", "What it contains (English)"),
        "charging" => pick("计费方式", "Charging"),
        _ if field.starts_with("description") => pick("包含内容（中文）", "What it contains (Chinese)"),
        _ if field.starts_with("price") => pick("价格", "Price"),
        _ => pick("规格名称（中文）", "Spec name (Chinese)"),
    };
    Some(format!("{spec} · {field}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listings::{ListingContent, check_listing};

    #[test]
    fn every_finding_of_an_empty_listing_has_a_label() {
        let mut content = ListingContent::default();
        content.specs.push(Default::default());
        for finding in check_listing(&content) {
            for lang in [Lang::Zh, Lang::En] {
                let label = field_label(&finding.path, lang);
                assert!(label.is_some_and(|l| !l.is_empty()), "{}", finding.path);
            }
        }
    }

    #[test]
    fn a_path_of_no_field_has_none() {
        for path in ["", "nothing", "specs.x.name", "specs.18446744073709551615.name"] {
            assert_eq!(field_label(path, Lang::Zh), None, "{path}");
        }
    }
}
