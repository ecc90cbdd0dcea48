//! Business certification (商业信息认证, `domain/business.md` §1.5): its states, its three groups and their rules. The
//! bank account is proved by a small transfer.

use super::{StepProgress, identity, is_phone};
use crate::{
    accounts::is_email,
    finding::{Code, Finding},
    lang::Lang,
    money::{Currency, Money},
};
use serde::{Deserialize, Serialize};

/// Wrong amounts that lock a certification (§1.5 \[B12\]).
pub const TRANSFER_FAILURES: u32 = 3;

/// Where a business certification stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CertificationState {
    /// 未认证.
    #[default]
    None,
    /// 草稿: being written. What was certified before still counts.
    Draft,
    /// 打款中: the small transfer is on its way.
    Transferring,
    /// 待验证: the seller enters the amount that arrived.
    AwaitingAmount,
    /// 认证中: with the operator's finance.
    Pending,
    /// 已驳回.
    Rejected,
    /// 已锁定: the wrong amount three times.
    Locked,
    /// 已认证: condition 1 of billing holds.
    Certified,
}

impl CertificationState {
    /// All of them.
    pub const ALL: &'static [CertificationState] = &[
        Self::None,
        Self::Draft,
        Self::Transferring,
        Self::AwaitingAmount,
        Self::Pending,
        Self::Rejected,
        Self::Locked,
        Self::Certified,
    ];

    /// Every move there is. One that is being mended stays rejected; a change given up becomes what was certified before.
    pub const TRANSITIONS: &'static [(CertificationState, CertificationState)] = &[
        (Self::None, Self::Draft),
        (Self::None, Self::Transferring),
        (Self::Draft, Self::Draft),
        (Self::Draft, Self::Transferring),
        (Self::Draft, Self::Pending),
        (Self::Draft, Self::Certified),
        (Self::Transferring, Self::AwaitingAmount),
        (Self::Transferring, Self::Draft),
        (Self::Transferring, Self::Certified),
        (Self::AwaitingAmount, Self::Pending),
        (Self::AwaitingAmount, Self::Locked),
        (Self::AwaitingAmount, Self::Draft),
        (Self::AwaitingAmount, Self::Certified),
        (Self::Pending, Self::Certified),
        (Self::Pending, Self::Rejected),
        (Self::Pending, Self::Draft),
        (Self::Rejected, Self::Rejected),
        (Self::Rejected, Self::Transferring),
        (Self::Rejected, Self::Pending),
        (Self::Rejected, Self::Certified),
        (Self::Locked, Self::Draft),
        (Self::Certified, Self::Draft),
        (Self::Certified, Self::Transferring),
        (Self::Certified, Self::Pending),
    ];

    /// True when the move is in the table.
    pub fn can_become(self, next: Self) -> bool {
        Self::TRANSITIONS.contains(&(self, next))
    }

    /// What it is after a group was saved; none where it cannot be written.
    pub const fn saved(self) -> Option<CertificationState> {
        match self {
            Self::None | Self::Draft | Self::Certified => Some(Self::Draft),
            Self::Rejected => Some(Self::Rejected),
            Self::Transferring | Self::AwaitingAmount | Self::Pending | Self::Locked => None,
        }
    }

    /// What it is after the seller took it back; none where there is nothing to take back. A locked one is unlocked first.
    pub const fn taken_back(self, certified_before: bool) -> Option<CertificationState> {
        match (self, certified_before) {
            (
                Self::Draft | Self::Transferring | Self::AwaitingAmount | Self::Pending | Self::Rejected,
                true,
            ) => Some(Self::Certified),
            (Self::Transferring | Self::AwaitingAmount | Self::Pending, false) => Some(Self::Draft),
            _ => None,
        }
    }

    /// True while a change is being certified: nothing is settled meanwhile (§1.5 \[B13\]). A draft is no change yet.
    pub const fn holds_settlement(self) -> bool {
        !matches!(self, Self::Certified | Self::Draft)
    }

    /// How far the checklist says it is: what was certified once stays done while a change is being certified.
    pub const fn progress(self, certified_before: bool) -> StepProgress {
        match self {
            _ if certified_before => StepProgress::Done,
            Self::None => StepProgress::NotStarted,
            Self::Draft | Self::Transferring | Self::Pending => StepProgress::InProgress,
            Self::AwaitingAmount | Self::Rejected | Self::Locked => StepProgress::NeedsYou,
            Self::Certified => StepProgress::Done,
        }
    }

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Draft => "draft",
            Self::Transferring => "transferring",
            Self::AwaitingAmount => "awaiting_amount",
            Self::Pending => "pending",
            Self::Rejected => "rejected",
            Self::Locked => "locked",
            Self::Certified => "certified",
        }
    }

    /// Reads the stored name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::None, Lang::Zh) => "未认证",
            (Self::None, Lang::En) => "Not certified",
            (Self::Draft, Lang::Zh) => "草稿",
            (Self::Draft, Lang::En) => "Draft",
            (Self::Transferring, Lang::Zh) => "打款中",
            (Self::Transferring, Lang::En) => "Transfer on its way",
            (Self::AwaitingAmount, Lang::Zh) => "待验证金额",
            (Self::AwaitingAmount, Lang::En) => "Waits for the amount",
            (Self::Pending, Lang::Zh) => "认证中",
            (Self::Pending, Lang::En) => "Being checked",
            (Self::Rejected, Lang::Zh) => "已驳回",
            (Self::Rejected, Lang::En) => "Rejected",
            (Self::Locked, Lang::Zh) => "已锁定",
            (Self::Locked, Lang::En) => "Locked",
            (Self::Certified, Lang::Zh) => "已认证",
            (Self::Certified, Lang::En) => "Certified",
        }
    }
}

/// One of the three groups a certification is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CertificationGroup {
    /// Company and tax.
    Company,
    /// The bank account that is paid to.
    Bank,
    /// Finance contact.
    Contact,
}

impl CertificationGroup {
    /// All of them, in the order they are written.
    pub const ALL: [CertificationGroup; 3] = [Self::Company, Self::Bank, Self::Contact];

    /// The name on the wire and in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Bank => "bank",
            Self::Contact => "contact",
        }
    }

    /// Reads the name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.as_str() == text)
    }

    /// What people call it.
    pub const fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Company, Lang::Zh) => "公司与税务",
            (Self::Company, Lang::En) => "Company and tax",
            (Self::Bank, Lang::Zh) => "银行账户",
            (Self::Bank, Lang::En) => "Bank account",
            (Self::Contact, Lang::Zh) => "财务联系人",
            (Self::Contact, Lang::En) => "Finance contact",
        }
    }

    /// Its fields.
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Company => &["company", "tax_number", "general_taxpayer", "tax_rate"],
            Self::Bank => &["bank", "account_name", "account_number"],
            Self::Contact => &["contact_name", "contact_phone", "contact_mail"],
        }
    }
}

/// The three groups of a business certification: company and tax, bank, finance contact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CertificationContent {
    /// The company's name, as in its licence.
    pub company: String,
    /// Unified social credit code (统一社会信用代码), 18 characters.
    pub tax_number: String,
    /// General taxpayer (一般纳税人) or small-scale (小规模纳税人).
    pub general_taxpayer: bool,
    /// VAT rate in per cent, one of [`tax_rates`]. None in what was certified before it was asked for.
    pub tax_rate: Option<u32>,
    /// Name of the bank and branch.
    pub bank: String,
    /// Name of the account: the company's.
    pub account_name: String,
    /// Number of the account, digits.
    pub account_number: String,
    /// Finance contact: name.
    pub contact_name: String,
    /// Finance contact: phone.
    pub contact_phone: String,
    /// Finance contact: mail.
    pub contact_mail: String,
}

impl CertificationContent {
    /// True when both name the same account: it was proved once and needs no second transfer.
    pub fn same_account(&self, other: &CertificationContent) -> bool {
        self.bank == other.bank
            && self.account_name == other.account_name
            && self.account_number == other.account_number
    }

    /// Takes one group's fields from another.
    pub fn take(&mut self, group: CertificationGroup, from: CertificationContent) {
        match group {
            CertificationGroup::Company => {
                self.company = from.company;
                self.tax_number = from.tax_number;
                self.general_taxpayer = from.general_taxpayer;
                self.tax_rate = from.tax_rate;
            }
            CertificationGroup::Bank => {
                self.bank = from.bank;
                self.account_name = from.account_name;
                self.account_number = from.account_number;
            }
            CertificationGroup::Contact => {
                self.contact_name = from.contact_name;
                self.contact_phone = from.contact_phone;
                self.contact_mail = from.contact_mail;
            }
        }
    }

    /// How a group stands: not begun, complete, or with something to mend.
    pub fn progress(&self, group: CertificationGroup) -> StepProgress {
        let mut none = CertificationContent::default();
        none.take(group, self.clone());
        if none == CertificationContent::default() {
            StepProgress::NotStarted
        } else if check_group(group, self).is_empty() {
            StepProgress::Done
        } else {
            StepProgress::NeedsYou
        }
    }
}

/// The VAT rates a taxpayer of this kind can have, in per cent.
pub const fn tax_rates(general: bool) -> &'static [u32] {
    if general { &[6, 9, 13] } else { &[1, 3] }
}

/// The rules of a business certification.
pub fn check_certification(c: &CertificationContent) -> Vec<Finding> {
    CertificationGroup::ALL
        .into_iter()
        .flat_map(|group| check_group(group, c))
        .collect()
}

/// The rules of one group.
pub fn check_group(group: CertificationGroup, c: &CertificationContent) -> Vec<Finding> {
    let mut findings = Vec::new();
    match group {
        CertificationGroup::Company => {
            line(&mut findings, "company", &c.company);
            let tax = c.tax_number.trim();
            if tax.is_empty() {
                findings.push(Finding::error("tax_number", Code::Required));
            } else if !identity::is_credit_code(tax) {
                findings.push(Finding::error("tax_number", Code::TaxNumberBad));
            }
            match c.tax_rate {
                None => findings.push(Finding::error("tax_rate", Code::Required)),
                Some(rate) if !tax_rates(c.general_taxpayer).contains(&rate) => {
                    findings.push(Finding::error("tax_rate", Code::TaxRateBad));
                }
                Some(_) => {}
            }
        }
        CertificationGroup::Bank => {
            line(&mut findings, "bank", &c.bank);
            line(&mut findings, "account_name", &c.account_name);
            let (name, company) = (c.account_name.trim(), c.company.trim());
            if !name.is_empty() && !company.is_empty() && name != company {
                let finding = Finding::error("account_name", Code::AccountNameDiffers);
                findings.push(finding.with("company", company));
            }
            let account: String = c.account_number.chars().filter(|c| !c.is_whitespace()).collect();
            if account.is_empty() {
                findings.push(Finding::error("account_number", Code::Required));
            } else if !(8..=30).contains(&account.len()) || !account.bytes().all(|b| b.is_ascii_digit()) {
                findings.push(Finding::error("account_number", Code::BankAccountBad));
            }
        }
        CertificationGroup::Contact => {
            line(&mut findings, "contact_name", &c.contact_name);
            if c.contact_phone.trim().is_empty() {
                findings.push(Finding::error("contact_phone", Code::Required));
            } else if !is_phone(&c.contact_phone) {
                findings.push(Finding::error("contact_phone", Code::NotAPhone));
            }
            if c.contact_mail.trim().is_empty() {
                findings.push(Finding::error("contact_mail", Code::Required));
            } else if !is_email(c.contact_mail.trim()) {
                findings.push(Finding::error("contact_mail", Code::NotAnEmail));
            }
        }
    }
    findings
}

fn line(findings: &mut Vec<Finding>, path: &str, text: &str) {
    let length = text.trim().chars().count();
    if length == 0 {
        findings.push(Finding::error(path, Code::Required));
    } else if length > 100 {
        let finding = Finding::error(path, Code::TooLong).with("max", 100);
        findings.push(finding.with("actual", length));
    }
}

/// That an amount is one a small transfer can have: ¥0.01 to ¥0.99.
pub fn check_transfer_amount(amount: Money) -> Option<Finding> {
    let fits = amount.currency == Currency::CNY && (1..=99).contains(&amount.minor);
    (!fits).then(|| Finding::error("amount", Code::TransferAmountBad))
}

#[cfg(test)]
mod tests {
    use super::*;
    use CertificationState::{
        AwaitingAmount, Certified, Draft, Locked, None as Never, Pending, Rejected, Transferring,
    };

    fn full() -> CertificationContent {
        CertificationContent {
            company: "星河软件有限公司".into(),
            tax_number: "91440300MA5EXAMPL1".into(),
            general_taxpayer: true,
            tax_rate: Some(6),
            bank: "招商银行深圳分行".into(),
            account_name: "星河软件有限公司".into(),
            account_number: "7559 1234 5678 901".into(),
            contact_name: "王会计".into(),
            contact_phone: "+86 755 1234 5678".into(),
            contact_mail: "finance@example.com".into(),
        }
    }

    #[test]
    fn a_certification_names_every_gap() {
        let empty: Vec<String> = check_certification(&CertificationContent::default())
            .into_iter()
            .map(|f| f.path)
            .collect();
        assert_eq!(empty.len(), 9, "{empty:?}");
        assert_eq!(check_certification(&full()), []);
    }

    #[test]
    fn each_group_has_its_own_findings() {
        for (change, group, path, code) in [
            (
                (|c| c.tax_rate = Some(3)) as fn(&mut CertificationContent),
                CertificationGroup::Company,
                "tax_rate",
                Code::TaxRateBad,
            ),
            (
                |c| c.account_name = "别的公司".into(),
                CertificationGroup::Bank,
                "account_name",
                Code::AccountNameDiffers,
            ),
            (
                |c| c.account_number = "1234".into(),
                CertificationGroup::Bank,
                "account_number",
                Code::BankAccountBad,
            ),
            (
                |c| c.contact_mail = "finance".into(),
                CertificationGroup::Contact,
                "contact_mail",
                Code::NotAnEmail,
            ),
        ] {
            let mut content = full();
            change(&mut content);
            let found = check_certification(&content);
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!((found[0].path.as_str(), found[0].code), (path, code));
            for other in CertificationGroup::ALL {
                let expected = if other == group {
                    StepProgress::NeedsYou
                } else {
                    StepProgress::Done
                };
                assert_eq!(content.progress(other), expected, "{other:?} with {path}");
            }
            assert!(group.fields().contains(&path));
        }
        let nothing = CertificationContent::default();
        for group in CertificationGroup::ALL {
            assert_eq!(nothing.progress(group), StepProgress::NotStarted);
            assert_eq!(CertificationGroup::parse(group.as_str()), Some(group));
        }
    }

    #[test]
    fn the_moves_of_a_certification_follow_from_what_can_be_done() {
        for state in CertificationState::ALL.iter().copied() {
            assert_eq!(CertificationState::parse(state.as_str()), Some(state));
            for next in [state.saved(), state.taken_back(true), state.taken_back(false)]
                .into_iter()
                .flatten()
            {
                assert!(state.can_become(next), "{state:?} → {next:?}");
            }
        }
        for (from, to) in CertificationState::TRANSITIONS {
            // Only a decision certifies; taking back a change is the other way to be what was certified before.
            let back = from.taken_back(true) == Some(Certified);
            assert!(*to != Certified || *from == Pending || back, "{from:?} → {to:?}");
            assert!(*to != Locked || *from == AwaitingAmount, "{from:?} → {to:?}");
            assert!(*from != Locked || *to == Draft, "{from:?} → {to:?}");
        }
    }

    #[test]
    fn a_change_that_is_being_certified_holds_settlement_and_a_draft_does_not() {
        for (state, holds, before, first) in [
            (Never, true, StepProgress::Done, StepProgress::NotStarted),
            (Draft, false, StepProgress::Done, StepProgress::InProgress),
            (Transferring, true, StepProgress::Done, StepProgress::InProgress),
            (AwaitingAmount, true, StepProgress::Done, StepProgress::NeedsYou),
            (Pending, true, StepProgress::Done, StepProgress::InProgress),
            (Rejected, true, StepProgress::Done, StepProgress::NeedsYou),
            (Locked, true, StepProgress::Done, StepProgress::NeedsYou),
            (Certified, false, StepProgress::Done, StepProgress::Done),
        ] {
            assert_eq!(state.holds_settlement(), holds, "{state:?}");
            assert_eq!(state.progress(true), before, "{state:?}");
            assert_eq!(state.progress(false), first, "{state:?}");
        }
    }

    #[test]
    fn an_amount_is_less_than_a_yuan() {
        for (minor, fits) in [(-1, false), (0, false), (1, true), (99, true), (100, false)] {
            assert_eq!(
                check_transfer_amount(Money::cny(minor)).is_none(),
                fits,
                "{minor}"
            );
        }
    }
}
