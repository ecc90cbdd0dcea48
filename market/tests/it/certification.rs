//! The business certification in depth: groups with a draft, the small transfer, the lock, changes.

use crate::support::{finding, mails_to};
use guildhall_market::{
    Actor,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    audit::ListAudit,
    finding::Code,
    money::Money,
    portal::AppError,
    reviews::{DecideReview, Decision, ListReviews, ReviewKind},
    sellers::{
        CertificationContent, CertificationGroup, CertificationState, CertificationView, ConfirmTransfer,
        GetCertification, ListTransfers, RecordTransfer, SaveCertification, SetFinanceContact, StepProgress,
        SubmitCertification, TransferProblem, UnlockCertification, WithdrawCertification,
    },
};

fn groups() -> CertificationContent {
    CertificationContent {
        company: "星河软件有限公司".into(),
        tax_number: "91440300MA5EXAMPL1".into(),
        general_taxpayer: true,
        tax_rate: Some(6),
        bank: "招商银行深圳分行".into(),
        account_name: "星河软件有限公司".into(),
        account_number: "755912345678901".into(),
        contact_name: "王会计".into(),
        contact_phone: "+86 755 1234 5678".into(),
        contact_mail: "finance@example.com".into(),
    }
}

async fn look(t: &Fixture) -> CertificationView {
    t.market
        .act(&t.seller, GetCertification {})
        .await
        .expect("the certification")
}

async fn start(t: &Fixture, content: CertificationContent) -> CertificationView {
    let version = look(t).await.version;
    t.market
        .act(&t.seller, SubmitCertification { version, content })
        .await
        .expect("started")
}

async fn enter(t: &Fixture, amount: Money) -> Result<CertificationView, AppError> {
    t.market.act(&t.seller, ConfirmTransfer { amount }).await
}

/// An amount that is not this one.
fn other(amount: Money) -> Money {
    Money::cny(amount.minor % 99 + 1)
}

async fn approve(t: &Fixture, decision: Decision) {
    let list = ListReviews {
        kind: Some(ReviewKind::Certification),
        ..Default::default()
    };
    let rows = t.market.act(&t.finance, list).await.expect("the queue").rows;
    let decide = DecideReview {
        review: rows.first().expect("one that waits").id,
        version: 1,
        decision,
        comments: vec![guildhall_sdk::reviews::FieldComment {
            path: "bank".into(),
            text: "请写明支行".into(),
        }],
    };
    t.market.act(&t.finance, decide).await.expect("decided");
}

async fn certified(t: &Fixture) -> CertificationView {
    start(t, groups()).await;
    t.prove_account(&t.seller).await;
    approve(t, Decision::Approve).await;
    look(t).await
}

async fn lock(t: &Fixture) -> Money {
    start(t, groups()).await;
    let amount = t.send_transfer(&t.seller).await;
    for _ in 0..3 {
        enter(t, other(amount)).await.expect_err("wrong");
    }
    amount
}

both! {
    async fn each_group_is_kept_and_refused_by_itself(t: Fixture) {
        let save = async |version: i64, group: CertificationGroup, content: CertificationContent| {
            t.market.act(&t.seller, SaveCertification { version, group, content }).await
        };
        let progress = |view: &CertificationView| CertificationGroup::ALL.map(|group| view.content.progress(group));
        use StepProgress::{Done, NotStarted};
        assert_eq!(progress(&look(&t).await), [NotStarted; 3]);
        let first = save(0, CertificationGroup::Company, groups()).await.expect("kept");
        assert_eq!((first.state, progress(&first)), (CertificationState::Draft, [Done, NotStarted, NotStarted]));
        let foreign = CertificationContent { account_name: "别的公司".into(), ..groups() };
        let refused = save(first.version, CertificationGroup::Bank, foreign).await.expect_err("another name");
        assert_eq!(finding(&refused), Some(("content.account_name".into(), Code::AccountNameDiffers)));
        let second = save(first.version, CertificationGroup::Bank, groups()).await.expect("kept");
        let third = save(second.version, CertificationGroup::Contact, groups()).await.expect("kept");
        assert_eq!(progress(&third), [Done; 3]);
        assert!(third.needs_transfer);
        let stale = save(first.version, CertificationGroup::Contact, groups()).await;
        assert!(matches!(stale, Err(AppError::Conflict { .. })), "{stale:?}");
        // Nobody else's.
        let theirs = t.market.act(&t.other_seller, GetCertification {}).await.expect("their own");
        assert_eq!((theirs.state, theirs.version), (CertificationState::None, 0));
    }

    async fn a_wrong_amount_counts_and_the_right_one_hands_in(t: Fixture) {
        start(&t, groups()).await;
        assert_eq!(enter(&t, Money::cny(1)).await, Err(AppError::wrong_state("transferring")));
        let amount = t.send_transfer(&t.seller).await;
        let refused = enter(&t, other(amount)).await.expect_err("wrong");
        assert_eq!(finding(&refused), Some(("amount".into(), Code::TransferAmountWrong)));
        assert_eq!(look(&t).await.failures, 1);
        // What no transfer can be is refused without being counted.
        enter(&t, Money::cny(100)).await.expect_err("too much");
        assert_eq!(look(&t).await.failures, 1);
        let right = enter(&t, amount).await.expect("right");
        assert_eq!((right.state, right.failures), (CertificationState::Pending, 1));
        approve(&t, Decision::Approve).await;
        assert_eq!((look(&t).await.state, look(&t).await.failures), (CertificationState::Certified, 0));
        assert!(mails_to(&t, &t.seller).await.iter().any(|mail| mail.subject == "请验证小额打款金额"));
    }

    async fn three_wrong_amounts_at_once_count_three_times_and_lock(t: Fixture) {
        start(&t, groups()).await;
        let amount = t.send_transfer(&t.seller).await;
        let wrong = other(amount);
        let (a, b, c) = tokio::join!(enter(&t, wrong), enter(&t, wrong), enter(&t, wrong));
        for refused in [a, b, c] {
            refused.expect_err("wrong");
        }
        let now = look(&t).await;
        assert_eq!((now.state, now.failures), (CertificationState::Locked, 3));
        assert_eq!(enter(&t, amount).await, Err(AppError::wrong_state("locked")));
        let version = now.version;
        let restart = t.market.act(&t.seller, SubmitCertification { version, content: groups() }).await;
        assert_eq!(restart, Err(AppError::wrong_state("locked")));
    }

    async fn the_operator_unlocks_with_a_reason(t: Fixture) {
        lock(&t).await;
        let seller = t.seller.organisation().expect("a seller");
        let unlock = |reason: &str| UnlockCertification { seller, reason: reason.into() };
        assert_eq!(t.market.act(&t.reviewer, unlock("已核实")).await.err(), Some(AppError::Forbidden));
        let none = t.market.act(&t.finance, unlock(" ")).await.expect_err("no reason");
        assert_eq!(finding(&none), Some(("reason".into(), Code::Required)));
        t.market.act(&t.finance, unlock("已核实")).await.expect("unlocked");
        assert_eq!(t.market.act(&t.admin, unlock("已核实")).await.err(), Some(AppError::wrong_state("draft")));
        let now = look(&t).await;
        assert_eq!((now.state, now.failures), (CertificationState::Draft, 0));
        assert!(mails_to(&t, &t.seller).await.iter().any(|mail| mail.subject == "商业信息认证已解锁"));
    }

    async fn a_transfer_nobody_answers_is_over_and_can_be_asked_for_again(t: Fixture) {
        start(&t, groups()).await;
        let amount = t.send_transfer(&t.seller).await;
        t.set_now("2026-12-31T08:00:00Z");
        let late = enter(&t, amount).await.expect_err("too late");
        assert_eq!(finding(&late), Some(("amount".into(), Code::TransferOver)));
        let now = look(&t).await;
        assert_eq!((now.state, now.problem), (CertificationState::Draft, Some(TransferProblem::Expired)));
        assert_eq!(start(&t, groups()).await.state, CertificationState::Transferring);
        // A wrong account comes back as well.
        let rows = t.market.act(&t.finance, ListTransfers {}).await.expect("transfers");
        let failed = RecordTransfer { seller: rows[0].seller, transfer: rows[0].transfer.expect("its id"), sent: false };
        t.market.act(&t.finance, failed).await.expect("recorded");
        assert_eq!(look(&t).await.problem, Some(TransferProblem::Failed));
    }

    async fn the_amount_is_in_no_answer_of_the_seller_and_in_no_audit_row(t: Fixture) {
        start(&t, groups()).await;
        assert_eq!(t.market.act(&t.seller, ListTransfers {}).await.err(), Some(AppError::Forbidden));
        let amount = t.send_transfer(&t.seller).await;
        // Once it is sent, nobody is shown it any more.
        let rows = t.market.act(&t.finance, ListTransfers {}).await.expect("transfers");
        assert_eq!(rows[0].amount, None);
        let view = serde_json::to_value(look(&t).await).expect("JSON");
        assert!(view.get("amount").is_none() && view.get("transfer").is_none(), "{view}");
        enter(&t, amount).await.expect("right");
        let log = t.market.act(&t.admin, ListAudit::default()).await.expect("the log").rows;
        for row in log {
            let text = serde_json::to_string(&row).expect("JSON");
            assert!(!text.contains("\"amount\"") && !text.contains("\"minor\""), "{text}");
        }
    }

    async fn a_change_stands_beside_what_is_certified_and_can_be_given_up(t: Fixture) {
        let before = certified(&t).await;
        let content = CertificationContent { bank: "中国银行深圳分行".into(), ..groups() };
        let change = start(&t, content).await;
        assert_eq!((change.state, change.live.clone()), (CertificationState::Transferring, before.live.clone()));
        t.prove_account(&t.seller).await;
        approve(&t, Decision::Reject).await;
        let back = look(&t).await;
        assert_eq!((back.state, back.live.clone()), (CertificationState::Rejected, before.live.clone()));
        let give_up = WithdrawCertification { version: back.version };
        let now = t.market.act(&t.seller, give_up).await.expect("given up");
        assert_eq!((now.state, now.content), (CertificationState::Certified, groups()));
    }

    async fn the_finance_contact_changes_at_once(t: Fixture) {
        let contact = || SetFinanceContact {
            contact_name: "李会计".into(),
            contact_phone: "0755-7654321".into(),
            contact_mail: "li@example.com".into(),
        };
        assert_eq!(t.market.act(&t.seller, contact()).await.err(), Some(AppError::wrong_state("none")));
        certified(&t).await;
        let now = t.market.act(&t.seller, contact()).await.expect("at once");
        assert_eq!(now.state, CertificationState::Certified);
        assert_eq!(now.live.map(|live| live.contact_name), Some("李会计".into()));
        let foreign: &Actor = &t.developer;
        assert_eq!(t.market.act(foreign, contact()).await.err(), Some(AppError::Forbidden));
    }
}
