//! The fixed choices of a listing: each value once, with its wire name and its words in both languages.

use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// Declares a fixed choice: variant, wire name, 中文, English. The first variant is the default.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $first:ident = $first_wire:literal, $first_zh:literal, $first_en:literal;
        $($variant:ident = $wire:literal, $zh:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name {
            #[doc = $first_en] #[default] #[serde(rename = $first_wire)] $first,
            $(#[doc = $en] #[serde(rename = $wire)] $variant,)*
        }

        impl $name {
            /// Every value, in the order a form shows them.
            pub const ALL: &'static [$name] = &[$name::$first, $($name::$variant,)*];

            /// The name on the wire and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $name::$first => $first_wire, $($name::$variant => $wire,)* }
            }

            /// Reads a wire name.
            pub fn parse(name: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| value.as_str() == name)
            }

            /// The words for a reader.
            pub const fn words(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    ($name::$first, Lang::Zh) => $first_zh,
                    ($name::$first, Lang::En) => $first_en,
                    $(($name::$variant, Lang::Zh) => $zh, ($name::$variant, Lang::En) => $en,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}
pub(crate) use choice;

choice! {
    /// How the product reaches the buyer (接入类型, `domain/business.md` §2.1). Only SaaS can be published so far.
    AccessType {
        Saas = "saas", "SaaS", "SaaS";
        License = "license", "License", "License";
        Image = "image", "镜像", "Image";
        Service = "service", "人工服务", "Professional service";
        Api = "api", "API", "API";
        Hardware = "hardware", "硬件", "Hardware";
        Container = "container", "容器", "Container";
        AiAsset = "ai_asset", "AI 资产", "AI asset";
        DataAsset = "data_asset", "数据资产", "Data asset";
        AppAsset = "app_asset", "应用资产", "Application asset";
        Orchestration = "orchestration", "应用编排", "Orchestration";
    }
}

choice! {
    /// Who sells (售卖类型, `domain/business.md` §2.1).
    TradeClass {
        Common = "common", "通用", "Common";
        Joint = "joint", "联营", "Joint";
        SelfOperated = "self_operated", "自服务", "Self-operated";
    }
}

choice! {
    /// How a spec is charged (计费模式, `domain/business.md` §2.9). It cannot change once the spec was released (§2.12).
    ChargingMode {
        Period = "period", "包周期", "By period";
        OneTime = "one_time", "一次性", "One-time";
    }
}

choice! {
    /// What one price pays for (`domain/business.md` §2.9).
    Term {
        Month = "month", "包月", "Monthly";
        Year = "year", "包年", "Yearly";
        Once = "once", "一次性", "One-time";
    }
}

impl ChargingMode {
    /// The prices a spec of this mode may have: a monthly and/or a yearly one, or a single one.
    pub const fn terms(self) -> &'static [Term] {
        match self {
            ChargingMode::Period => &[Term::Month, Term::Year],
            ChargingMode::OneTime => &[Term::Once],
        }
    }
}

choice! {
    /// Where a buyer finds the product (商品分类, `domain/business.md` §2.4). The marketplace's list, fixed here.
    Category {
        Office = "office", "办公与协同", "Office and collaboration";
        Finance = "finance", "ERP 与财税", "ERP and finance";
        Marketing = "marketing", "CRM 与营销", "CRM and marketing";
        HumanResources = "human_resources", "人力资源", "Human resources";
        Security = "security", "安全与合规", "Security and compliance";
        DevTools = "dev_tools", "开发与运维工具", "Developer and operations tools";
        Data = "data", "数据与商业智能", "Data and business intelligence";
        Ai = "ai", "人工智能", "Artificial intelligence";
        Iot = "iot", "物联网", "Internet of things";
        Manufacturing = "manufacturing", "工业制造", "Manufacturing";
        Healthcare = "healthcare", "医疗健康", "Healthcare";
        Education = "education", "教育", "Education";
        Retail = "retail", "零售与电商", "Retail and e-commerce";
        Government = "government", "政务与公共事业", "Government and public services";
        Logistics = "logistics", "交通与物流", "Transport and logistics";
        Other = "other", "其他", "Other";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The wire name that serde writes is the one the database column holds, and it reads back.
    macro_rules! wire_names_agree {
        ($($name:ident),+) => {$(
            for value in $name::ALL.iter().copied() {
                assert_eq!(serde_json::to_value(value).unwrap(), serde_json::json!(value.as_str()));
                assert_eq!($name::parse(value.as_str()), Some(value));
                assert_eq!($name::ALL.iter().filter(|o| o.as_str() == value.as_str()).count(), 1, "{value} twice");
                assert!(!value.words(Lang::Zh).is_empty() && !value.words(Lang::En).is_empty());
            }
            assert_eq!($name::default(), $name::ALL[0]);
            assert_eq!($name::parse("no such choice"), None);
        )+};
    }

    #[test]
    fn every_choice_has_one_wire_name() {
        wire_names_agree!(AccessType, TradeClass, ChargingMode, Term, Category);
    }

    #[test]
    fn a_term_belongs_to_exactly_one_charging_mode() {
        for term in Term::ALL {
            let modes = ChargingMode::ALL
                .iter()
                .filter(|m| m.terms().contains(term))
                .count();
            assert_eq!(modes, 1, "{term}");
        }
    }
}
