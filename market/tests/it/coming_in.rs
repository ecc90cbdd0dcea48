//! Coming in (商家入驻): sign-up, checklist, real-name authentication, application, agreements; and as somebody would
//! attack or race them.

use crate::{
    own_account::{link, somebody, try_sign_in},
    support::{finding, mails_to, rejection},
};
use guildhall_market::{
    Actor, RequestInfo,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    accounts::{ConfirmSignUp, GetSignUp, ListTeam, RequestSignUp, SignedIn},
    audit::{AuditFilter, ListAudit},
    files::{AttachUpload, Purpose, ReserveUpload},
    finding::Code,
    ids::{FileId, OrganisationId, ReviewId},
    lang::{Bilingual, Lang},
    listings::CreateListing,
    portal::{AppError, Conflict, OrganisationKind, Standing},
    reviews::{DecideReview, Decision, GetReview, ListReviews, ReviewKind, ReviewSubject},
    sellers::{
        AgreementKind, AgreementText, ApplicationContent, ApplicationView, Evidence, FilingKind, FilingState,
        FilingView, FinishJoining, GetApplication, GetCertification, GetIdentity, GetJoining,
        GetMyAgreements, IdentityContent, JoiningStep, ListAgreements, PublishAgreement, SaveApplication,
        SignAgreement, StepProgress, SubmitApplication, SubmitCertification, SubmitIdentity, WithdrawFiling,
    },
    settings::{GetSettings, Settings, UpdateSettings},
    settlement::ListBills,
};

const PASSWORD: &str = "a-password-of-mine";
const NEWCOMER: &str = "newcomer@demo.test";

fn sign_up(email: &str) -> RequestSignUp {
    RequestSignUp {
        organisation: Bilingual::new("新来软件有限公司", "Newcomer Software"),
        person: "新来".into(),
        email: email.into(),
        password: PASSWORD.into(),
        lang: Lang::Zh,
    }
}

async fn ask(t: &Fixture, email: &str) {
    t.market
        .act(&Actor::Anonymous, sign_up(email))
        .await
        .expect("the same answer for everybody");
    t.drain_jobs().await;
}

async fn token_of(t: &Fixture, email: &str) -> String {
    link(t, email, "/sign-up/").await.0.expect("a link")
}

async fn confirm(t: &Fixture, token: &str, password: &str) -> Result<SignedIn, AppError> {
    let confirm = ConfirmSignUp {
        token: token.into(),
        password: password.into(),
    };
    t.market.act(&Actor::Anonymous, confirm).await
}

/// Somebody who has just signed up.
async fn newcomer(t: &Fixture, email: &str) -> Actor {
    ask(t, email).await;
    let signed = confirm(t, &token_of(t, email).await, PASSWORD).await.expect("in");
    somebody(t, &signed.token).await.expect("a session")
}

/// The same person with the next request: what they may do is read afresh.
async fn again(t: &Fixture, actor: &Actor) -> Actor {
    let email = actor.signed().expect("a person").viewer.email.clone();
    let signed = try_sign_in(t, &email, PASSWORD).await.expect("signed in");
    somebody(t, &signed.token).await.expect("a session")
}

async fn proof(t: &Fixture, actor: &Actor) -> FileId {
    let reserve = ReserveUpload {
        purpose: Purpose::Proof,
        file_name: "营业执照.pdf".into(),
    };
    let file = t.market.act(actor, reserve).await.expect("reserved");
    let attach = AttachUpload {
        file,
        sha256: "cd".repeat(32),
        size: 1_234,
        kind: "pdf".into(),
    };
    t.market
        .act(&Actor::System("test"), attach)
        .await
        .expect("stored")
        .id
}

async fn company(t: &Fixture, actor: &Actor, code: &str) -> IdentityContent {
    IdentityContent {
        company: "新来软件有限公司".into(),
        credit_code: code.into(),
        representative: "新来".into(),
        agent: "新来".into(),
        licence: Some(Evidence::of(proof(t, actor).await)),
        authorisation: None,
    }
}

const CODE: &str = "91440300MA5NEWCOM1";

async fn hand_in_identity(t: &Fixture, actor: &Actor, code: &str) -> FilingView<IdentityContent> {
    let version = t.market.act(actor, GetIdentity {}).await.expect("read").version;
    let content = company(t, actor, code).await;
    t.market
        .act(actor, SubmitIdentity { version, content })
        .await
        .expect("handed in")
}

async fn waiting(t: &Fixture, kind: ReviewKind, seller: Option<OrganisationId>) -> Option<ReviewId> {
    let list = ListReviews {
        kind: Some(kind),
        ..Default::default()
    };
    let rows = t.market.act(&t.reviewer, list).await.expect("the queue").rows;
    rows.iter().find(|r| Some(r.seller) == seller).map(|r| r.id)
}

async fn decide(t: &Fixture, by: &Actor, review: ReviewId) -> Result<(), AppError> {
    let version = t.market.act(by, GetReview { review }).await?.version;
    let decide = DecideReview {
        review,
        version,
        decision: Decision::Approve,
        comments: Vec::new(),
    };
    t.market.act(by, decide).await.map(drop)
}

async fn approve(t: &Fixture, kind: ReviewKind, seller: &Actor) {
    let review = waiting(t, kind, seller.organisation())
        .await
        .expect("in the queue");
    let by = if kind == ReviewKind::Certification {
        &t.finance
    } else {
        &t.reviewer
    };
    decide(t, by, review).await.expect("approved");
}

async fn full(t: &Fixture, actor: &Actor) -> ApplicationContent {
    ApplicationContent {
        website: "https://www.newcomer.example.com".into(),
        introduction: Bilingual::new("企业软件公司。", "We make software for companies."),
        founded_on: Some("2019-05-06".parse().expect("a day")),
        employees: Some(60),
        staff: Some(20),
        capital: Some(500),
        contact_name: "新来".into(),
        contact_phone: "+86 138 0000 0000".into(),
        contact_mail: "contact@newcomer.example.com".into(),
        province: "广东".into(),
        city: "深圳".into(),
        street: "科技园路 1 号".into(),
        zip: "518000".into(),
        service_phone: "400-800-9999".into(),
        service_mail: "service@newcomer.example.com".into(),
        service_days: Some(7),
        service_hours: Some(12),
        licence: Some(Evidence::of(proof(t, actor).await)),
        rights: Some(Evidence::of(proof(t, actor).await)),
        no_other_plan: true,
        accepted: true,
        ..ApplicationContent::default()
    }
}

async fn hand_in_application(t: &Fixture, actor: &Actor) -> Result<ApplicationView, AppError> {
    let version = t.market.act(actor, GetApplication {}).await?.filing.version;
    let content = full(t, actor).await;
    t.market.act(actor, SubmitApplication { version, content }).await
}

async fn publish(
    t: &Fixture,
    kind: AgreementKind,
    replaces: i64,
    text: &str,
) -> Result<AgreementText, AppError> {
    let publish = PublishAgreement {
        kind,
        replaces,
        title: Bilingual::new(kind.words(Lang::Zh), kind.words(Lang::En)),
        body: Bilingual::new(text, text),
    };
    t.market.act(&t.admin, publish).await
}

fn sign(text: &AgreementText) -> SignAgreement {
    SignAgreement {
        agreement: text.id,
        sha256: text.sha256.clone(),
        name: "新来".into(),
        accepted: true,
    }
}

fn certification(company: &str) -> SubmitCertification {
    SubmitCertification {
        version: 0,
        content: guildhall_sdk::sellers::CertificationContent {
            company: company.into(),
            tax_number: CODE.into(),
            general_taxpayer: true,
            tax_rate: Some(6),
            bank: "招商银行深圳分行".into(),
            account_name: company.into(),
            account_number: "755912345678901".into(),
            contact_name: "王会计".into(),
            contact_phone: "+86 755 1234 5678".into(),
            contact_mail: "finance@newcomer.example.com".into(),
        },
    }
}

async fn set(t: &Fixture, change: impl FnOnce(&mut Settings)) {
    let mut stored = t.market.act(&t.admin, GetSettings {}).await.expect("settings");
    change(&mut stored.settings);
    let update = UpdateSettings {
        version: stored.version,
        settings: stored.settings,
        note: String::new(),
    };
    t.market.act(&t.admin, update).await.expect("saved");
}

async fn progress(t: &Fixture, actor: &Actor) -> Vec<StepProgress> {
    let joining = t.market.act(actor, GetJoining {}).await.expect("the steps");
    joining.steps.iter().map(|row| row.progress).collect()
}

// --- signing up

both! {
    async fn a_company_signs_up_and_its_owner_is_in_a_seller_that_is_joining(t: Fixture) {
        ask(&t, "  NewComer@Demo.test ").await;
        let token = token_of(&t, NEWCOMER).await;
        let look = GetSignUp { token: token.clone() };
        let seen = t.market.act(&Actor::Anonymous, look.clone()).await.expect("read").expect("good");
        assert_eq!((seen.email.as_str(), seen.organisation.en.as_str()), (NEWCOMER, "Newcomer Software"));
        assert!(try_sign_in(&t, NEWCOMER, PASSWORD).await.is_err(), "no account before the link is followed");
        let signed = confirm(&t, &token, PASSWORD).await.expect("in");
        let acting = &signed.viewer.acting;
        assert_eq!((acting.kind, acting.standing), (OrganisationKind::Seller, Standing::Joining));
        assert_eq!(acting.roles, [guildhall_sdk::portal::Role::Owner]);
        assert!(try_sign_in(&t, NEWCOMER, PASSWORD).await.is_ok());
        assert_eq!(t.market.act(&Actor::Anonymous, look).await, Ok(None), "the link is over");
    }

    async fn signing_up_does_not_tell_whether_there_is_an_account(t: Fixture) {
        let rows = async |t: &Fixture| (t.int("SELECT COUNT(*) FROM sign_up").await, t.int("SELECT COUNT(*) FROM job").await);
        let before = rows(&t).await;
        for email in [NEWCOMER, "seller@demo.test"] {
            let answer = t.market.act(&Actor::Anonymous, sign_up(email)).await;
            assert_eq!(answer, Ok(()), "{email}");
        }
        assert_eq!(rows(&t).await, (before.0 + 2, before.1 + 2), "the same rows for both");
        t.drain_jobs().await;
        assert_eq!(link(&t, "seller@demo.test", "/sign-up/").await, (None, 1), "a mail, without a link");
        assert!(link(&t, NEWCOMER, "/sign-up/").await.0.is_some());
        // The row of the known address opens nothing, whatever its token would have been.
        assert_eq!(t.int("SELECT COUNT(*) FROM sign_up WHERE email = 'seller@demo.test' AND used_at IS NULL").await, 0);
    }

    async fn a_sign_up_link_works_once_and_for_a_day(t: Fixture) {
        ask(&t, NEWCOMER).await;
        let token = token_of(&t, NEWCOMER).await;
        let (a, b) = tokio::join!(confirm(&t, &token, PASSWORD), confirm(&t, &token, PASSWORD));
        assert!(a.is_ok() != b.is_ok(), "of two at once one is told that it is over");
        let over = confirm(&t, &token, PASSWORD).await.expect_err("over");
        assert_eq!(finding(&over), Some(("token".into(), Code::LinkOver)));
        assert_eq!(t.int("SELECT COUNT(*) FROM organisation WHERE name_en = 'Newcomer Software'").await, 1);
        ask(&t, "late@demo.test").await;
        let late = token_of(&t, "late@demo.test").await;
        t.set_now("2026-11-23T08:00:00Z");
        let over = confirm(&t, &late, PASSWORD).await.expect_err("a day later");
        assert_eq!(finding(&over), Some(("token".into(), Code::LinkOver)));
    }

    async fn whoever_did_not_type_the_form_cannot_confirm_it(t: Fixture) {
        ask(&t, NEWCOMER).await;
        let token = token_of(&t, NEWCOMER).await;
        for _ in 0..5 {
            let wrong = confirm(&t, &token, "not-the-password").await.expect_err("wrong");
            assert_eq!(finding(&wrong), Some(("password".into(), Code::PasswordWrong)));
        }
        let over = confirm(&t, &token, PASSWORD).await.expect_err("guessed too often");
        assert_eq!(finding(&over), Some(("token".into(), Code::LinkOver)));
        assert_eq!(t.int("SELECT COUNT(*) FROM person WHERE email = 'newcomer@demo.test'").await, 0);
    }

    async fn an_address_and_a_client_may_ask_so_often_an_hour(t: Fixture) {
        for _ in 0..5 {
            ask(&t, NEWCOMER).await;
        }
        assert_eq!(link(&t, NEWCOMER, "/sign-up/").await.1, 3, "and nobody is told");
        let request = RequestInfo { address: "203.0.113.9".into(), ..RequestInfo::default() };
        for n in 0..20 {
            let ask = sign_up(&format!("somebody-{n}@demo.test"));
            t.market.run(&Actor::Anonymous, &request, ask).await.expect("taken");
        }
        let refused = t.market.run(&Actor::Anonymous, &request, sign_up("one-more@demo.test")).await;
        assert!(matches!(refused, Err(AppError::TooManyRequests { .. })), "{refused:?}");
        t.set_now("2026-11-22T09:00:01Z");
        t.market.run(&Actor::Anonymous, &request, sign_up("one-more@demo.test")).await.expect("an hour later");
    }

    async fn a_closed_sign_up_refuses_and_without_steps_whoever_comes_in_has_joined(t: Fixture) {
        set(&t, |s| s.joining_steps.clear()).await;
        let joined = newcomer(&t, NEWCOMER).await;
        assert_eq!(joined.signed().expect("in").viewer.acting.standing, Standing::Joined);
        set(&t, |s| s.open_sign_up = false).await;
        let closed = t.market.act(&Actor::Anonymous, sign_up("late@demo.test")).await.expect_err("closed");
        assert_eq!(finding(&closed), Some((String::new(), Code::SignUpClosed)));
    }
}

// --- the door and the checklist

both! {
    async fn until_a_seller_has_joined_the_door_leads_to_the_steps(t: Fixture) {
        let me = newcomer(&t, NEWCOMER).await;
        let create = || CreateListing::default();
        assert_eq!(t.market.act(&me, create()).await.err(), Some(AppError::JoinFirst));
        assert_eq!(t.market.act(&me, ListBills::default()).await.err(), Some(AppError::JoinFirst));
        assert_eq!(AppError::JoinFirst.leads_to(), Some("/seller/join"));
        t.market.act(&me, ListTeam {}).await.expect("a team is open from the first day");
        let filter = AuditFilter { operation: "CreateListing".into(), ..Default::default() };
        let kept = t.market.act(&t.admin, ListAudit { filter, ..Default::default() }).await.expect("the log").rows;
        assert_eq!(kept[0].outcome, "join_first");
        t.market.act(&t.seller, create()).await.expect("whoever was here has joined");
    }

    async fn a_seller_joins_step_by_step(t: Fixture) {
        use StepProgress::{Done, InProgress, NotStarted};
        let rules = publish(&t, AgreementKind::Rules, 0, "一、……").await.expect("published");
        let cooperation = publish(&t, AgreementKind::Cooperation, 0, "一、……").await.expect("published");
        let me = newcomer(&t, NEWCOMER).await;
        assert_eq!(progress(&t, &me).await, [NotStarted; 4]);
        // Each step says what must come before it.
        let early = hand_in_application(&t, &me).await.expect_err("too early");
        assert_eq!(finding(&early), Some((String::new(), Code::IdentityFirst)));
        let early = t.market.act(&me, sign(&rules)).await.expect_err("too early");
        assert_eq!(finding(&early), Some((String::new(), Code::ApplicationFirst)));
        let early = t.market.act(&me, certification("新来软件有限公司")).await.expect_err("too early");
        assert_eq!(finding(&early), Some((String::new(), Code::AgreementsFirst)));

        hand_in_identity(&t, &me, CODE).await;
        assert_eq!(progress(&t, &me).await, [InProgress, NotStarted, NotStarted, NotStarted]);
        approve(&t, ReviewKind::Identity, &me).await;
        hand_in_application(&t, &me).await.expect("handed in");
        approve(&t, ReviewKind::Application, &me).await;
        t.market.act(&me, sign(&rules)).await.expect("signed");
        assert_eq!(progress(&t, &me).await, [Done, Done, InProgress, NotStarted]);
        t.market.act(&me, sign(&cooperation)).await.expect("signed");
        let other = t.market.act(&me, certification("别的公司")).await.expect_err("another company");
        assert_eq!(finding(&other), Some(("content.company".into(), Code::CompanyDiffers)));
        t.market.act(&me, certification("新来软件有限公司")).await.expect("handed in");
        t.prove_account(&me).await;
        assert_eq!(t.market.act(&me, FinishJoining {}).await.err(), Some(AppError::field("", Code::StepsLeft)));
        approve(&t, ReviewKind::Certification, &me).await;

        let joining = t.market.act(&me, GetJoining {}).await.expect("the steps");
        assert_eq!((joining.standing, joining.joined_at), (Standing::Joined, Some(t.market.now())));
        assert_eq!(progress(&t, &me).await, [Done; 4]);
        assert!(mails_to(&t, &me).await.iter().any(|mail| mail.subject == "入驻完成"));
        let me = again(&t, &me).await;
        t.market.act(&me, CreateListing::default()).await.expect("publishing is open");
        assert_eq!(t.market.act(&me, FinishJoining {}).await.err(), Some(AppError::wrong_state("joined")));
        // What buyers see of the seller is what was approved.
        let id = me.organisation().expect("a seller");
        let seen = t.int(&format!("SELECT COUNT(*) FROM organisation WHERE id = '{id}' AND contact_phone = '400-800-9999'")).await;
        assert_eq!(seen, 1);
    }

    async fn the_operator_composes_the_steps(t: Fixture) {
        set(&t, |s| s.joining_steps = vec![JoiningStep::Certification, JoiningStep::Identity]).await;
        let me = newcomer(&t, NEWCOMER).await;
        let steps = t.market.act(&me, GetJoining {}).await.expect("the steps").steps;
        assert_eq!(steps.iter().map(|r| r.step).collect::<Vec<_>>(), [JoiningStep::Certification, JoiningStep::Identity]);
        assert!(steps.iter().all(|row| row.blocked_by.is_empty()), "nothing that is not asked for stands in the way");
        hand_in_identity(&t, &me, CODE).await;
        approve(&t, ReviewKind::Identity, &me).await;
        // The step that is left is taken off the list: the seller ends joining by itself.
        set(&t, |s| s.joining_steps = vec![JoiningStep::Identity]).await;
        let joined = t.market.act(&me, FinishJoining {}).await.expect("nothing is left");
        assert_eq!(joined.standing, Standing::Joined);
        let twice = UpdateSettings {
            version: 2,
            settings: Settings { joining_steps: vec![JoiningStep::Identity; 2], ..Settings::default() },
            note: String::new(),
        };
        let refused = t.market.act(&t.admin, twice).await.expect_err("a step twice");
        assert_eq!(finding(&refused), Some(("settings.joining_steps".into(), Code::NotUnique)));
    }
}

// --- real-name authentication

both! {
    async fn an_authentication_comes_back_with_reasons_and_is_handed_in_again(t: Fixture) {
        let me = newcomer(&t, NEWCOMER).await;
        let handed = hand_in_identity(&t, &me, CODE).await;
        assert_eq!((handed.state, handed.version), (FilingState::Pending, 1));
        let licence = handed.content.licence.expect("a licence");
        assert_eq!(licence.name, "营业执照.pdf", "what is said of a file comes from the file");
        let content = company(&t, &me, CODE).await;
        let twice = t.market.act(&me, SubmitIdentity { version: 1, content }).await;
        assert_eq!(twice.err(), Some(AppError::wrong_state("pending")));
        let review = waiting(&t, ReviewKind::Identity, me.organisation()).await.expect("in the queue");
        // Three working days from a Sunday.
        let row = t.market.act(&t.reviewer, GetReview { review }).await.expect("the review");
        assert_eq!(row.row.due_at.to_rfc3339(), handed.due_at.expect("a clock").to_rfc3339());
        assert!(matches!(row.subject, ReviewSubject::Identity { live: None, .. }) && row.may_decide);
        let not_theirs = t.market.act(&t.finance, rejection(review, 1, "licence")).await;
        assert_eq!(not_theirs.err(), Some(AppError::Forbidden));
        t.market.act(&t.reviewer, rejection(review, 1, "licence")).await.expect("rejected");
        let back = t.market.act(&me, GetIdentity {}).await.expect("read");
        assert_eq!((back.state, back.comments[0].path.as_str()), (FilingState::Rejected, "licence"));
        assert_eq!(progress(&t, &me).await[0], StepProgress::NeedsYou);
        let content = company(&t, &me, CODE).await;
        let stale = t.market.act(&me, SubmitIdentity { version: 1, content }).await;
        assert_eq!(stale.err(), Some(AppError::conflict(Conflict::StaleVersion { current: 2 })));
        hand_in_identity(&t, &me, CODE).await;
        approve(&t, ReviewKind::Identity, &me).await;
        assert_eq!(t.market.act(&me, GetIdentity {}).await.expect("read").state, FilingState::Approved);
    }

    async fn two_people_decide_one_authentication_at_once_and_one_decision_holds(t: Fixture) {
        let me = newcomer(&t, NEWCOMER).await;
        hand_in_identity(&t, &me, CODE).await;
        let review = waiting(&t, ReviewKind::Identity, me.organisation()).await.expect("in the queue");
        let no = t.market.act(&t.second_reviewer, rejection(review, 1, "company"));
        let (yes, no) = tokio::join!(decide(&t, &t.reviewer, review), no);
        assert!(yes.is_ok() != no.is_ok(), "{yes:?} {no:?}");
        let state = t.market.act(&me, GetIdentity {}).await.expect("read").state;
        assert_eq!(state, if yes.is_ok() { FilingState::Approved } else { FilingState::Rejected });
    }

    async fn a_legal_entity_joins_once(t: Fixture) {
        let (first, second) = (newcomer(&t, NEWCOMER).await, newcomer(&t, "second@demo.test").await);
        hand_in_identity(&t, &first, CODE).await;
        // Both may ask: whoever asks first does not keep the real company out.
        hand_in_identity(&t, &second, CODE).await;
        approve(&t, ReviewKind::Identity, &first).await;
        let review = waiting(&t, ReviewKind::Identity, second.organisation()).await.expect("in the queue");
        let subject = t.market.act(&t.reviewer, GetReview { review }).await.expect("the review").subject;
        let ReviewSubject::Identity { findings, .. } = subject else { panic!("{subject:?}") };
        assert_eq!(findings[0].code, Code::EntityTaken, "the desk is told");
        let taken = decide(&t, &t.reviewer, review).await.expect_err("taken");
        assert_eq!(finding(&taken), Some(("credit_code".into(), Code::EntityTaken)));
        let third = newcomer(&t, "third@demo.test").await;
        let content = company(&t, &third, CODE).await;
        let refused = t.market.act(&third, SubmitIdentity { version: 0, content }).await.expect_err("taken");
        assert_eq!(finding(&refused), Some(("content.credit_code".into(), Code::EntityTaken)));
        // The entity of a seller does not change; its name may.
        let content = IdentityContent { company: "新来云软件有限公司".into(), ..company(&t, &first, CODE).await };
        t.market.act(&first, SubmitIdentity { version: 2, content }).await.expect("a new name");
        approve(&t, ReviewKind::Identity, &first).await;
        let content = company(&t, &first, "91440300MA5ANOTHER").await;
        let refused = t.market.act(&first, SubmitIdentity { version: 4, content }).await.expect_err("another entity");
        assert_eq!(finding(&refused), Some(("content.credit_code".into(), Code::EntityFixed)));
    }

    async fn two_sellers_proved_at_once_to_be_one_entity_are_one(t: Fixture) {
        let (first, second) = (newcomer(&t, NEWCOMER).await, newcomer(&t, "second@demo.test").await);
        hand_in_identity(&t, &first, CODE).await;
        hand_in_identity(&t, &second, CODE).await;
        let a = waiting(&t, ReviewKind::Identity, first.organisation()).await.expect("in the queue");
        let b = waiting(&t, ReviewKind::Identity, second.organisation()).await.expect("in the queue");
        let (a, b) = tokio::join!(decide(&t, &t.reviewer, a), decide(&t, &t.second_reviewer, b));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        let refused = a.err().or(b.err()).expect("one is refused");
        assert_eq!(finding(&refused), Some(("credit_code".into(), Code::EntityTaken)));
        assert_eq!(t.int("SELECT COUNT(*) FROM filing WHERE entity IS NOT NULL").await, 1);
    }

    async fn somebody_elses_file_is_no_evidence(t: Fixture) {
        let me = newcomer(&t, NEWCOMER).await;
        let content = company(&t, &t.seller, CODE).await;
        let refused = t.market.act(&me, SubmitIdentity { version: 0, content }).await.expect_err("foreign");
        assert_eq!(finding(&refused), Some(("content.licence".into(), Code::FileMissing)));
    }

    async fn what_was_handed_in_can_be_taken_back(t: Fixture) {
        let me = newcomer(&t, NEWCOMER).await;
        let withdraw = WithdrawFiling { kind: FilingKind::Identity };
        assert_eq!(t.market.act(&me, withdraw.clone()).await, Err(AppError::wrong_state("none")));
        hand_in_identity(&t, &me, CODE).await;
        let review = waiting(&t, ReviewKind::Identity, me.organisation()).await.expect("in the queue");
        t.market.act(&me, withdraw.clone()).await.expect("taken back");
        assert_eq!(t.market.act(&me, GetIdentity {}).await.expect("read").state, FilingState::Draft);
        assert!(decide(&t, &t.reviewer, review).await.is_err(), "there is nothing to decide any more");
        assert_eq!(t.market.act(&me, withdraw).await, Err(AppError::wrong_state("draft")));
    }
}

// --- the application

both! {
    async fn a_draft_is_kept_without_being_judged_and_handed_in_only_when_it_is_right(t: Fixture) {
        set(&t, |s| s.joining_steps = vec![JoiningStep::Application]).await;
        let me = newcomer(&t, NEWCOMER).await;
        let content = ApplicationContent { staff: Some(3), ..ApplicationContent::default() };
        let kept = t.market.act(&me, SaveApplication { version: 0, content: content.clone() }).await.expect("kept");
        assert_eq!((kept.filing.state, kept.filing.version), (FilingState::Draft, 1));
        assert_eq!(progress(&t, &me).await, [StepProgress::InProgress]);
        let stale = t.market.act(&me, SaveApplication { version: 0, content: content.clone() }).await;
        assert_eq!(stale.err(), Some(AppError::conflict(Conflict::StaleVersion { current: 1 })));
        let refused = t.market.act(&me, SubmitApplication { version: 1, content }).await.expect_err("not right");
        assert!(refused.findings().iter().any(|f| f.path == "content.staff" && f.code == Code::TooFewStaff), "{refused:?}");
        hand_in_application(&t, &me).await.expect("handed in");
        let content = full(&t, &me).await;
        let pending = t.market.act(&me, SaveApplication { version: 2, content }).await;
        assert_eq!(pending.err(), Some(AppError::wrong_state("pending")), "what is being reviewed stands still");
    }

    async fn a_change_of_seller_information_is_reviewed_while_the_old_one_holds(t: Fixture) {
        hand_in_application(&t, &t.seller).await.expect("whoever has joined may hand it in");
        approve(&t, ReviewKind::Application, &t.seller).await;
        let view = t.market.act(&t.seller, GetApplication {}).await.expect("read").filing;
        let mut content = view.content;
        content.service_phone = "400-111-2222".into();
        t.market.act(&t.seller, SubmitApplication { version: view.version, content }).await.expect("a change");
        let id = t.seller.organisation().expect("a seller");
        let phone = format!("SELECT COUNT(*) FROM organisation WHERE id = '{id}' AND contact_phone = ");
        assert_eq!(t.int(&format!("{phone}'400-800-9999'")).await, 1, "the old one holds");
        let review = waiting(&t, ReviewKind::Application, t.seller.organisation()).await.expect("in the queue");
        let subject = t.market.act(&t.reviewer, GetReview { review }).await.expect("the review").subject;
        let ReviewSubject::Application { content, live, findings, .. } = subject else { panic!("{subject:?}") };
        assert_eq!((content.service_phone.as_str(), findings.len()), ("400-111-2222", 0));
        assert_eq!(live.map(|l| l.service_phone.clone()).as_deref(), Some("400-800-9999"));
        // The result goes to the business contact as well, who has no account.
        let mails = link(&t, "contact@newcomer.example.com", "/seller/application").await.1;
        t.market.act(&t.reviewer, rejection(review, 1, "service_phone")).await.expect("rejected");
        assert_eq!(link(&t, "contact@newcomer.example.com", "/seller/application").await.1, mails + 1);
        let back = t.market.act(&t.seller, GetApplication {}).await.expect("read").filing;
        assert_eq!((back.state, back.comments[0].path.as_str()), (FilingState::Rejected, "service_phone"));
        assert_eq!(back.live.map(|l| l.service_phone).as_deref(), Some("400-800-9999"));
        assert_eq!(t.int(&format!("{phone}'400-800-9999'")).await, 1);
    }

    async fn a_sellers_information_is_its_own(t: Fixture) {
        hand_in_application(&t, &t.seller).await.expect("handed in");
        let foreign = t.market.act(&t.other_seller, GetApplication {}).await.expect("read").filing;
        assert_eq!((foreign.state, foreign.version), (FilingState::None, 0));
        let colleague = t.market.act(&t.developer, GetApplication {}).await.expect("read").filing;
        assert_eq!(colleague.state, FilingState::Pending, "colleagues may look");
        let withdraw = WithdrawFiling { kind: FilingKind::Application };
        assert_eq!(t.market.act(&t.developer, withdraw).await.err(), Some(AppError::Forbidden));
    }
}

// --- agreements

both! {
    async fn an_agreement_is_signed_with_name_time_and_hash_and_anew_when_it_is_replaced(t: Fixture) {
        let seller = async || crate::own_account::actor(&t, "seller@demo.test").await;
        let first = publish(&t, AgreementKind::Cooperation, 0, "一、第一版").await.expect("published");
        assert_eq!((first.version, first.sha256.len()), (1, 64));
        let me = seller().await;
        assert_eq!(t.market.act(&me, ListBills::default()).await.err(), Some(AppError::SignFirst), "hidden until it is signed");
        t.market.act(&me, CreateListing::default()).await.expect("everything else goes on");
        let mine = t.market.act(&me, sign(&first)).await.expect("signed");
        let signature = mine.in_force[0].signature.clone().expect("a signature");
        assert_eq!((signature.name.as_str(), signature.email.as_str()), ("新来", "seller@demo.test"));
        assert_eq!((signature.sha256.as_str(), signature.signed_at), (first.sha256.as_str(), t.market.now()));
        assert_eq!(t.market.act(&me, sign(&first)).await.err(), Some(AppError::wrong_state("signed")));
        t.market.act(&seller().await, ListBills::default()).await.expect("shown again");

        t.set_now("2026-11-23T08:00:00Z");
        let second = publish(&t, AgreementKind::Cooperation, 1, "一、第二版").await.expect("published");
        t.drain_jobs().await;
        assert!(mails_to(&t, &t.other_seller).await[0].subject.contains("第 2 版"), "every seller is told");
        let me = seller().await;
        assert_eq!(t.market.act(&me, ListBills::default()).await.err(), Some(AppError::SignFirst));
        let old = t.market.act(&me, sign(&first)).await.expect_err("replaced");
        assert_eq!(finding(&old), Some((String::new(), Code::AgreementReplaced)));
        let unread = SignAgreement { sha256: first.sha256.clone(), ..sign(&second) };
        assert!(t.market.act(&me, unread).await.is_err(), "what is signed is what was read");
        let unticked = SignAgreement { accepted: false, ..sign(&second) };
        let refused = t.market.act(&me, unticked).await.expect_err("not accepted");
        assert_eq!(finding(&refused), Some(("accepted".into(), Code::AgreementNotRead)));
        let mine = t.market.act(&me, sign(&second)).await.expect("signed");
        assert_eq!((mine.in_force[0].signed_before, mine.earlier.len()), (Some(1), 1));
        t.market.act(&seller().await, ListBills::default()).await.expect("shown again");
        let all = t.market.act(&t.admin, ListAgreements {}).await.expect("every version");
        assert_eq!(all.iter().map(|a| (a.text.version, a.signed)).collect::<Vec<_>>(), [(2, 1), (1, 1)]);
        assert!(t.market.act(&t.other_seller, GetMyAgreements {}).await.expect("read").earlier.is_empty());
    }

    async fn publishing_needs_a_fresh_proof_and_the_version_that_was_read(t: Fixture) {
        let admin = crate::own_account::actor(&t, "admin@demo.test").await;
        let text = |replaces| PublishAgreement {
            kind: AgreementKind::Rules,
            replaces,
            title: Bilingual::new("规范", "Rules"),
            body: Bilingual::new("一\r\n\r\n二", "one\r\n\r\ntwo"),
        };
        t.set_now("2026-11-22T08:16:00Z");
        assert_eq!(t.market.act(&admin, text(0)).await.err(), Some(AppError::ProofNeeded));
        let admin = crate::own_account::actor(&t, "admin@demo.test").await;
        let (a, b) = tokio::join!(t.market.act(&admin, text(0)), t.market.act(&admin, text(0)));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        let published = a.or(b).expect("one");
        assert_eq!(published.body.zh, "一\n\n二", "line feeds only: the hash is of what is kept");
        let stale = t.market.act(&admin, PublishAgreement { body: Bilingual::new("三", "three"), ..text(0) }).await;
        assert_eq!(stale.err(), Some(AppError::conflict(Conflict::StaleVersion { current: 1 })));
        let same = t.market.act(&admin, text(1)).await.expect_err("nothing new");
        assert_eq!(finding(&same), Some(("body.zh".into(), Code::AgreementSame)));
        assert_eq!(t.market.act(&t.reviewer, text(1)).await.err(), Some(AppError::Forbidden));
    }

    async fn one_signature_is_kept_of_two_at_once(t: Fixture) {
        let text = publish(&t, AgreementKind::Rules, 0, "一").await.expect("published");
        let (a, b) = tokio::join!(t.market.act(&t.seller, sign(&text)), t.market.act(&t.seller, sign(&text)));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        assert_eq!(t.int("SELECT COUNT(*) FROM agreement_signature").await, 1);
        assert_eq!(t.market.act(&t.developer, sign(&text)).await.err(), Some(AppError::Forbidden));
    }
}

// The certification's own rules stay as they were for whoever has joined.
both! {
    async fn whoever_has_joined_certifies_without_the_steps_of_joining(t: Fixture) {
        publish(&t, AgreementKind::Rules, 0, "一").await.expect("published");
        let before = t.market.act(&t.seller, GetCertification {}).await.expect("read");
        let submit = SubmitCertification { version: before.version, ..certification("星河软件有限公司") };
        t.market.act(&t.seller, submit).await.expect("handed in");
    }
}
