//! The inbox: who is told, what reading changes and for whom.

use crate::offers::{NOW, offer, token};
use guildhall_market::{
    Actor,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    finding::Code,
    ids::NoticeId,
    notices::{CountNotices, ListNotices, NoticeRow, READ_AT_ONCE, ReadNotices},
    portal::AppError,
};
use uuid::Uuid;

async fn inbox(t: &Fixture, actor: &Actor, unread: bool) -> Vec<NoticeRow> {
    let list = ListNotices {
        unread,
        ..ListNotices::default()
    };
    t.market.act(actor, list).await.expect("an inbox").rows
}

async fn unread(t: &Fixture, actor: &Actor) -> u64 {
    t.market
        .act(actor, CountNotices {})
        .await
        .expect("a count")
        .unread
}

both! {
    async fn each_is_told_once_and_reads_for_themselves(t: Fixture) {
        t.set_now(NOW);
        // The listing behind the offer was approved: the seller is told. The offer's customer is.
        let made = offer(&t, "Told", |_| {}).await;
        let told = inbox(&t, &t.seller, true).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].path.starts_with("/seller/listings/"), "{}", told[0].path);
        assert_eq!(inbox(&t, &t.other_seller, false).await, []);
        assert_eq!(inbox(&t, &t.other_buyer, false).await, []);
        let customer = inbox(&t, &t.buyer, false).await;
        assert_eq!(customer.len(), 1);
        assert_eq!(customer[0].path, format!("/o/{}", token(&made)), "the link works from the inbox");

        // What another was told cannot be read away, and says nothing.
        let theirs = ReadNotices { notices: Some(vec![told[0].id, NoticeId(Uuid::from_u128(7))]) };
        assert_eq!(t.market.act(&t.buyer, theirs.clone()).await.expect("done").unread, 1);
        assert_eq!(unread(&t, &t.seller).await, 1);

        assert_eq!(t.market.act(&t.seller, theirs).await.expect("done").unread, 0);
        assert_eq!(inbox(&t, &t.seller, true).await, []);
        let kept = inbox(&t, &t.seller, false).await;
        assert_eq!(kept.len(), 1);
        assert!(kept[0].read_at.is_some());
        assert_eq!(t.market.act(&t.buyer, ReadNotices { notices: None }).await.expect("done").unread, 0);
        assert_eq!(unread(&t, &t.buyer).await, 0);
    }
}

both! {
    async fn the_row_of_a_notice_holds_no_token(t: Fixture) {
        t.set_now(NOW);
        let made = offer(&t, "Sealed", |_| {}).await;
        let token = token(&made);
        assert!(t.int("SELECT COUNT(*) FROM notice").await > 0);
        let found = format!("SELECT COUNT(*) FROM notice WHERE path || body || subject || dedupe LIKE '%{token}%'");
        assert_eq!(t.int(&found).await, 0);
    }
}

both! {
    async fn nobody_and_too_many_are_refused(t: Fixture) {
        for error in [
            t.market.act(&Actor::Anonymous, ListNotices::default()).await.err(),
            t.market.act(&Actor::Anonymous, CountNotices {}).await.err(),
            t.market.act(&Actor::Anonymous, ReadNotices::default()).await.err(),
        ] {
            assert_eq!(error, Some(AppError::NotSignedIn));
        }
        let id = NoticeId(Uuid::from_u128(1));
        let many = ReadNotices { notices: Some(vec![id; READ_AT_ONCE + 1]) };
        let error = t.market.act(&t.seller, many).await.expect_err("too many");
        assert_eq!(error.findings()[0].code, Code::TooMany);
        let none = ReadNotices { notices: Some(Vec::new()) };
        assert_eq!(t.market.act(&t.seller, none).await.expect("nothing to do").unread, 0);
    }
}
