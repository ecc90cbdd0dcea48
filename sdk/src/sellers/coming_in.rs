//! The operations of coming in (商家入驻, `domain/business.md` §1.1–1.4). All of them are open while a seller is joining.

use super::{
    AgreementKind, AgreementText, ApplicationContent, ChecklistRow, FilingKind, FilingState, IdentityContent,
    JoiningStep, Prerequisite, SELLER, Signature, check_agreement, check_identity,
};
use crate::{
    accounts::{ADMINISTRATORS, PERSON_NAME_MAX},
    finding::{Code, Finding},
    ids::AgreementId,
    lang::Bilingual,
    operation,
    portal::{Role, Standing, Who},
    reviews::FieldComment,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who joins for the company: the main account, never a sub-user (`domain/business.md` §7.5 \[S3\]).
pub const JOINERS: &[Role] = &[Role::Owner];

/// How far a seller has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JoiningView {
    /// Joining, joined or left.
    pub standing: Standing,
    /// The operator's steps.
    pub steps: Vec<ChecklistRow>,
    /// Since when it has joined.
    pub joined_at: Option<DateTime<Utc>>,
}

/// The joining checklist.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetJoining {}
operation!(
    needs Nothing: GetJoining,
    Read,
    Who::Roles(SELLER),
    JoiningView,
    "The joining checklist."
);

/// Ends joining when every step is done: for a seller whose last open step the operator has taken off the list. (Where a
/// step of the seller's own is the last one, it ends joining by itself.)
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FinishJoining {}
operation!(
    needs Nothing: FinishJoining,
    Write,
    Who::Roles(JOINERS),
    JoiningView,
    "End joining, when every step is done."
);

/// Something a seller files, as it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FilingView<T> {
    /// Where it stands.
    pub state: FilingState,
    /// Counts changes; 0 before the first.
    pub version: i64,
    /// What is being written, was handed in, or came back.
    pub content: T,
    /// What is in force: approved last.
    pub live: Option<T>,
    /// Why it came back.
    pub comments: Vec<FieldComment>,
    /// Since when it stands like this.
    pub since: Option<DateTime<Utc>>,
    /// Until when the desk answers.
    pub due_at: Option<DateTime<Utc>>,
    /// What must be done first.
    pub blocked_by: Vec<JoiningStep>,
}

/// The company's real-name authentication.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetIdentity {}
operation!(
    needs Nothing: GetIdentity,
    Read,
    Who::Roles(SELLER),
    FilingView<IdentityContent>,
    "The company's real-name authentication."
);

/// Hands the real-name authentication in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubmitIdentity {
    /// The version that was read.
    pub version: i64,
    /// Who the company is.
    pub content: IdentityContent,
}
operation!(
    needs Nothing: SubmitIdentity,
    Write,
    Who::Roles(JOINERS),
    FilingView<IdentityContent>,
    "Hand in the company's real-name authentication.",
    |r| {
        check_identity(&r.content)
            .into_iter()
            .map(|f| f.under("content"))
            .collect()
    }
);

/// The joining application, or the seller information it became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApplicationView {
    /// The filing.
    pub filing: FilingView<ApplicationContent>,
    /// Each condition of joining, and whether it holds by what is written now.
    pub prerequisites: Vec<(Prerequisite, bool)>,
    /// The authenticated company's name; empty before.
    pub company: String,
}

/// The joining application.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetApplication {}
operation!(
    needs Nothing: GetApplication,
    Read,
    Who::Roles(SELLER),
    ApplicationView,
    "The joining application, or the seller information it became."
);

/// Keeps an application that is not finished. Nothing is judged.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SaveApplication {
    /// The version that was read.
    pub version: i64,
    /// All of it.
    pub content: ApplicationContent,
}
operation!(
    needs Nothing: SaveApplication,
    Write,
    Who::Roles(JOINERS),
    ApplicationView,
    "Keep a joining application that is not finished.",
    |r| {
        // What is kept has an end, wherever it stands.
        let size = serde_json::to_string(&r.content).map_or(0, |text| text.len());
        if size > 60_000 {
            vec![Finding::error("content", Code::TooLong).with("max", 60_000).with("actual", size)]
        } else {
            Vec::new()
        }
    }
);

/// Hands the application in. Refused with every finding while there is one.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubmitApplication {
    /// The version that was read.
    pub version: i64,
    /// All of it.
    pub content: ApplicationContent,
}
operation!(
    needs Nothing: SubmitApplication,
    Write,
    Who::Roles(JOINERS),
    ApplicationView,
    "Hand in the joining application, or a change of the seller information."
);

/// Takes something that is being reviewed back.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WithdrawFiling {
    /// What.
    pub kind: FilingKind,
}
operation!(
    needs Nothing: WithdrawFiling,
    Write,
    Who::Roles(JOINERS),
    (),
    "Take back what is being reviewed of the company's own information."
);

/// Every version of every agreement, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListAgreements {}
operation!(
    ListAgreements,
    Read,
    Who::Roles(ADMINISTRATORS),
    Vec<PublishedAgreement>,
    "Every version of every agreement."
);

/// A version, and how many signed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublishedAgreement {
    /// The version.
    pub text: AgreementText,
    /// Sellers that signed it.
    pub signed: u64,
}

/// Publishes the next version of an agreement: it is in force at once, and every seller signs it anew.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublishAgreement {
    /// Which agreement.
    pub kind: AgreementKind,
    /// The version it replaces; 0 for the first.
    pub replaces: i64,
    /// Its title.
    pub title: Bilingual,
    /// Its text.
    pub body: Bilingual,
}
operation!(
    PublishAgreement,
    Write,
    Who::Roles(ADMINISTRATORS),
    AgreementText,
    "Publish the next version of an agreement.",
    |r| check_agreement(&r.title, &r.body)
);

/// An agreement in force, and whether it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyAgreement {
    /// The version in force.
    pub text: AgreementText,
    /// The seller's signature under it.
    pub signature: Option<Signature>,
    /// The version the seller signed before, when it is an older one.
    pub signed_before: Option<i64>,
}

/// What a seller has signed and has to sign.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyAgreements {
    /// What is in force.
    pub in_force: Vec<MyAgreement>,
    /// What was signed and is replaced since, newest first.
    pub earlier: Vec<(AgreementText, Signature)>,
    /// What must be done first.
    pub blocked_by: Vec<JoiningStep>,
}

/// What the seller has signed and has to sign.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetMyAgreements {}
operation!(
    needs Nothing: GetMyAgreements,
    Read,
    Who::Roles(SELLER),
    MyAgreements,
    "What the seller has signed and has to sign."
);

/// Signs an agreement in force, with name, time and the hash of the text that was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignAgreement {
    /// Which version.
    pub agreement: AgreementId,
    /// The hash of the text that was read.
    pub sha256: String,
    /// The name that is signed with.
    pub name: String,
    /// "I agree" was ticked.
    pub accepted: bool,
}
operation!(
    needs Nothing: SignAgreement,
    Write,
    Who::Roles(JOINERS),
    MyAgreements,
    "Sign an agreement in force.",
    |r| {
        let mut findings = Vec::new();
        findings.extend(super::identity::required_line("name", &r.name, PERSON_NAME_MAX));
        if !r.accepted {
            findings.push(Finding::error("accepted", Code::AgreementNotRead));
        }
        findings
    }
);
