//! Organisations, the roles people hold in them, and who is looking.

use crate::{
    ids::{OrganisationId, PersonId},
    lang::{Bilingual, Lang},
};
use serde::{Deserialize, Serialize};

/// What an organisation is to the marketplace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OrganisationKind {
    /// 商家: publishes and sells.
    Seller,
    /// 客户: buys.
    Customer,
    /// 运营方: runs the marketplace.
    Operator,
}

impl OrganisationKind {
    /// The name in storage and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            OrganisationKind::Seller => "seller",
            OrganisationKind::Customer => "customer",
            OrganisationKind::Operator => "operator",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Seller, Self::Customer, Self::Operator]
            .into_iter()
            .find(|k| k.as_str() == text)
    }

    /// What the addresses of its pages begin with.
    pub const fn root(self) -> &'static str {
        match self {
            OrganisationKind::Seller => "/seller",
            OrganisationKind::Customer => "/my",
            OrganisationKind::Operator => "/ops",
        }
    }

    /// Where its people land after signing in.
    pub const fn home(self) -> &'static str {
        match self {
            OrganisationKind::Seller => "/seller",
            OrganisationKind::Customer => "/my/orders",
            OrganisationKind::Operator => "/ops",
        }
    }
}

macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident = $wire:literal, $kind:ident, $zh:literal, $en:literal;)+) => {
        /// What a person may do in an organisation. A role belongs to one kind of organisation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum Role { $($(#[$doc])* #[serde(rename = $wire)] $variant,)+ }

        impl Role {
            /// Every role, in the order of the permission table.
            pub const ALL: &'static [Role] = &[$(Role::$variant,)+];

            /// The name in storage and on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Role::$variant => $wire,)+ }
            }

            /// The kind of organisation the role belongs to.
            pub const fn kind(self) -> OrganisationKind {
                match self { $(Role::$variant => OrganisationKind::$kind,)+ }
            }

            /// What people call it.
            pub const fn words(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Role::$variant, Lang::Zh) => $zh, (Role::$variant, Lang::En) => $en,)+ }
            }
        }
    };
}

roles! {
    /// Everything in the seller's organisation.
    Owner = "seller.owner", Seller, "商家主账号", "Owner";
    /// Listings and offers.
    ProductManager = "seller.product", Seller, "商品经理", "Product manager";
    /// Bills, certification.
    SellerFinance = "seller.finance", Seller, "商家财务", "Seller finance";
    /// Interfaces and orders' provisioning.
    Developer = "seller.developer", Seller, "开发人员", "Developer";
    /// Settings, people, the audit log.
    Administrator = "operator.administrator", Operator, "平台管理员", "Administrator";
    /// The review desk.
    Reviewer = "operator.reviewer", Operator, "审核员", "Reviewer";
    /// Bills, payments, certifications.
    OperatorFinance = "operator.finance", Operator, "平台财务", "Operator finance";
    /// Orders.
    Buyer = "customer.buyer", Customer, "采购人员", "Buyer";
}

impl Role {
    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.iter().copied().find(|r| r.as_str() == text)
    }
}

/// How far an organisation has come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 入驻中: it signed up and has steps left.
    Joining,
    /// 已入驻.
    #[default]
    Joined,
    /// 已退出: for good (`domain/business.md` §1.11 \[B1\]).
    Left,
}

impl Standing {
    /// Every move there is.
    pub const TRANSITIONS: &'static [(Standing, Standing)] = &[
        (Standing::Joining, Standing::Joined),
        (Standing::Joined, Standing::Left),
    ];

    /// True when the move is in the table.
    pub fn can_become(self, next: Standing) -> bool {
        Self::TRANSITIONS.contains(&(self, next))
    }

    /// The name in storage and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Standing::Joining => "joining",
            Standing::Joined => "joined",
            Standing::Left => "left",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<Standing> {
        [Standing::Joining, Standing::Joined, Standing::Left]
            .into_iter()
            .find(|s| s.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Standing::Joining, Lang::Zh) => "入驻中",
            (Standing::Joining, Lang::En) => "Joining",
            (Standing::Joined, Lang::Zh) => "已入驻",
            (Standing::Joined, Lang::En) => "Joined",
            (Standing::Left, Lang::Zh) => "已退出",
            (Standing::Left, Lang::En) => "Left",
        }
    }
}

/// One organisation a person can act for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ViewerMembership {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: Bilingual,
    /// What it is.
    pub kind: OrganisationKind,
    /// The roles held there.
    pub roles: Vec<Role>,
    /// How far it has come; customers and the operator are always joined.
    #[serde(default)]
    pub standing: Standing,
}

/// Who is looking: what the console's frame shows and what menus are built from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Viewer {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// The membership they act with.
    pub acting: ViewerMembership,
    /// All memberships, for the switcher.
    pub memberships: Vec<ViewerMembership>,
}

impl Viewer {
    /// True when the acting membership has one of these roles.
    pub fn has(&self, roles: &[Role]) -> bool {
        self.acting.roles.iter().any(|r| roles.contains(r))
    }

    /// True when the operation is open to this viewer: the same table that the door asks.
    pub fn may<O: super::Operation>(&self) -> bool {
        match O::WHO {
            super::Who::Public | super::Who::SignedIn => true,
            super::Who::Roles(roles) => {
                self.has(roles)
                    && (O::NEEDS == super::Needs::Nothing || self.acting.standing == Standing::Joined)
            }
            super::Who::System => false,
        }
    }
}
