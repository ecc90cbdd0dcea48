//! Publishing: drafts, submission, decision, what the public sees.

use crate::support::{approve, certificate, content, finding, mails_to, on_sale, pending, reject, review_of};
use guildhall_market::{
    Actor, Market,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    finding::Code,
    ids::{FileId, ListingId},
    listings::{
        Certificate, ChargingMode, CreateListing, DeleteDraft, GetListing, GetProduct, ListListings,
        ListingContent, ListingState, ListingView, ReviseListing, RevisionState, SaveDraft, Spec,
        SubmitListing, WithdrawListing,
    },
    portal::{AppError, Conflict, PageRequest},
    reviews::{FieldComment, GetReview, ReviewState},
};

async fn draft(t: &Fixture, content: ListingContent) -> ListingView {
    t.market
        .act(&t.seller, CreateListing { content })
        .await
        .expect("a draft")
}

async fn get(t: &Fixture, listing: ListingId) -> ListingView {
    t.market
        .act(&t.seller, GetListing { listing })
        .await
        .expect("the listing")
}

async fn save(t: &Fixture, view: &ListingView, content: ListingContent) -> Result<i64, AppError> {
    let operation = SaveDraft {
        listing: view.id,
        version: view.version,
        content,
    };
    t.market
        .act(&t.seller, operation)
        .await
        .map(|saved| saved.version)
}

fn wrong_state(state: &str) -> AppError {
    AppError::wrong_state(state)
}

both! {
    async fn a_save_on_an_older_version_is_a_conflict_and_changes_nothing(t: Fixture) {
        let first = draft(&t, ListingContent::default()).await;
        let mut mine = first.content.clone();
        mine.name.zh = "我的".into();
        assert_eq!(save(&t, &first, mine.clone()).await, Ok(2));
        let mut theirs = first.content.clone();
        theirs.name.zh = "另一个人的".into();
        assert_eq!(save(&t, &first, theirs).await, Err(AppError::conflict(Conflict::StaleVersion { current: 2 })));
        let now = get(&t, first.id).await;
        assert_eq!((now.version, now.content), (2, mine));
    }
}

both! {
    async fn of_two_saves_at_once_one_is_kept(t: Fixture) {
        let first = draft(&t, ListingContent::default()).await;
        let named = |name: &str| {
            let mut content = first.content.clone();
            content.name.zh = name.into();
            content
        };
        let (a, b) = tokio::join!(save(&t, &first, named("甲")), save(&t, &first, named("乙")));
        let stale = Err(AppError::conflict(Conflict::StaleVersion { current: 2 }));
        assert!((a == Ok(2) && b == stale) || (b == Ok(2) && a == stale), "{a:?} {b:?}");
        let kept = get(&t, first.id).await.content.name.zh;
        assert_eq!(kept, if a.is_ok() { "甲" } else { "乙" });
    }
}

both! {
    async fn a_new_spec_gets_an_id_that_stays(t: Fixture) {
        let first = draft(&t, ListingContent { specs: vec![Spec::default()], ..Default::default() }).await;
        let id = first.content.specs[0].id;
        assert!(!id.0.is_nil());
        let mut content = first.content.clone();
        content.specs.push(Spec::default());
        save(&t, &first, content).await.expect("saved");
        let specs = get(&t, first.id).await.content.specs;
        assert_eq!(specs[0].id, id);
        assert!(!specs[1].id.0.is_nil() && specs[1].id != id);
    }
}

both! {
    async fn a_submission_with_errors_names_every_one_and_stays_a_draft(t: Fixture) {
        let view = draft(&t, ListingContent::default()).await;
        assert!(view.findings.iter().any(|f| f.code == Code::CertificateMissing));
        let refused = t.market.act(&t.seller, SubmitListing { listing: view.id, version: 1 }).await.expect_err("refused");
        assert_eq!(refused.findings(), view.findings);
        for path in ["name.zh", "name.en", "category", "overview.zh", "introduction.zh", "support.mail", "certificate", "specs"] {
            assert!(refused.findings().iter().any(|f| f.path == path), "{path}");
        }
        assert_eq!(get(&t, view.id).await.revision_state, RevisionState::Draft);
    }
}

both! {
    async fn the_certificate_is_a_stored_file_of_the_same_seller(t: Fixture) {
        let own = certificate(&t.market, &t.seller).await;
        let foreign = certificate(&t.market, &t.other_seller).await;
        let unknown = FileId(uuid::Uuid::now_v7());
        for (file, refused) in [(own, false), (foreign, true), (unknown, true)] {
            let certificate = Certificate { file, name: "mine.pdf".into(), sha256: "typed".into(), size: 1 };
            let view = draft(&t, ListingContent { certificate: Some(certificate), ..content(own) }).await;
            let submitted = t.market.act(&t.seller, SubmitListing { listing: view.id, version: 1 }).await;
            match (refused, submitted) {
                (true, Err(error)) => assert_eq!(finding(&error), Some(("certificate".into(), Code::Unknown))),
                // What the reviewer reads of the file is what was received, not what the draft claimed.
                (false, Ok(view)) => assert_eq!(view.content.certificate.map(|c| (c.sha256, c.size)), Some(("ab".repeat(32), 1_234))),
                (_, other) => panic!("{file}: {other:?}"),
            }
        }
    }
}

both! {
    async fn another_sellers_listing_is_not_there(t: Fixture) {
        let view = draft(&t, ListingContent::default()).await;
        let (listing, other) = (view.id, &t.other_seller);
        let content = ListingContent::default();
        let refused: Vec<Option<AppError>> = vec![
            t.market.act(other, GetListing { listing }).await.err(),
            t.market.act(other, SaveDraft { listing, version: 1, content }).await.err(),
            t.market.act(other, SubmitListing { listing, version: 1 }).await.err(),
            t.market.act(other, WithdrawListing { listing }).await.err(),
            t.market.act(other, ReviseListing { listing }).await.err(),
            t.market.act(other, DeleteDraft { listing }).await.err(),
            t.market.act(&Actor::Anonymous, GetProduct { listing }).await.err(),
        ];
        assert_eq!(refused, vec![Some(AppError::NotFound); 7]);
        let theirs = t.market.act(other, ListListings::default()).await.expect("a list");
        assert!(theirs.rows.iter().all(|row| row.id != listing));
        assert_eq!(get(&t, listing).await.version, 1);
    }
}

/// Brings a new listing into a state of its newest revision.
async fn in_state(t: &Fixture, state: RevisionState) -> ListingView {
    match state {
        RevisionState::Draft => draft(t, content(certificate(&t.market, &t.seller).await)).await,
        RevisionState::Pending => pending(t).await,
        RevisionState::Rejected => {
            let view = pending(t).await;
            reject(t, review_of(&view), "name.zh").await;
            get(t, view.id).await
        }
        RevisionState::Approved => on_sale(t).await,
        RevisionState::Superseded => panic!("the newest revision is never superseded"),
    }
}

both! {
    async fn what_may_be_done_is_what_the_table_of_states_says(t: Fixture) {
        use RevisionState::{Approved, Draft, Pending, Rejected};
        for (state, may_save, may_submit, may_withdraw, may_revise, may_delete) in [
            (Draft, true, true, false, false, true),
            (Pending, false, false, true, false, false),
            (Rejected, true, true, false, false, true),
            (Approved, false, false, false, true, false),
        ] {
            let allowed = |may: bool, result: Result<(), AppError>, what: &str| match may {
                true => assert_eq!(result, Ok(()), "{what} {state}"),
                false => assert_eq!(result, Err(wrong_state(state.as_str())), "{what} {state}"),
            };
            let v = in_state(&t, state).await;
            assert_eq!(v.revision_state, state);
            let saved = save(&t, &v, v.content.clone()).await.map(drop);
            allowed(may_save, saved, "save");
            let v = in_state(&t, state).await;
            let submit = SubmitListing { listing: v.id, version: v.version };
            allowed(may_submit, t.market.act(&t.seller, submit).await.map(drop), "submit");
            let v = in_state(&t, state).await;
            allowed(may_withdraw, t.market.act(&t.seller, WithdrawListing { listing: v.id }).await.map(drop), "withdraw");
            let v = in_state(&t, state).await;
            let revised = t.market.act(&t.seller, ReviseListing { listing: v.id }).await.map(drop);
            // A product that is not on sale says so; one that is says where its newest revision stands.
            match v.state {
                ListingState::Draft => assert_eq!(revised, Err(wrong_state("draft"))),
                _ => allowed(may_revise, revised, "revise"),
            }
            let v = in_state(&t, state).await;
            allowed(may_delete, t.market.act(&t.seller, DeleteDraft { listing: v.id }).await, "delete");
        }
    }
}

both! {
    async fn a_withdrawn_submission_is_a_draft_again_and_its_review_is_over(t: Fixture) {
        let view = pending(&t).await;
        let back = t.market.act(&t.seller, WithdrawListing { listing: view.id }).await.expect("withdrawn");
        assert_eq!((back.revision_state, back.due_at), (RevisionState::Draft, None));
        let review = t.market.act(&t.reviewer, GetReview { review: review_of(&view) }).await.expect("the review");
        assert_eq!(review.row.state, ReviewState::Withdrawn);
        assert_eq!(approve(&t, &view).await.expect_err("over"), wrong_state("withdrawn"));
        let again = SubmitListing { listing: view.id, version: back.version };
        let again = t.market.act(&t.seller, again).await.expect("submitted again");
        assert_ne!(again.review, view.review);
    }
}

both! {
    async fn a_rejection_is_seen_at_the_field_until_it_is_handed_in_again_and_mailed_once(t: Fixture) {
        let view = pending(&t).await;
        let before = mails_to(&t, &t.seller).await;
        reject(&t, review_of(&view), "specs.0.name.zh").await;
        let mails = mails_to(&t, &t.seller).await;
        assert_eq!(mails.len(), before.len() + 1);
        assert!(mails[0].text.contains("请写明用户数"), "{}", mails[0].text);
        let back = get(&t, view.id).await;
        let expected = vec![FieldComment { path: "specs.0.name.zh".into(), text: "请写明用户数".into() }];
        assert_eq!((back.revision_state, &back.comments), (RevisionState::Rejected, &expected));
        let version = save(&t, &back, back.content.clone()).await.expect("saved");
        let mended = get(&t, view.id).await;
        assert_eq!((mended.revision_state, &mended.comments), (RevisionState::Rejected, &expected));
        let again = SubmitListing { listing: view.id, version };
        let again = t.market.act(&t.seller, again).await.expect("submitted again");
        assert_eq!((again.revision_state, again.comments.len()), (RevisionState::Pending, 0));
        approve(&t, &again).await.expect("approved");
        assert_eq!(mails_to(&t, &t.seller).await.len(), before.len() + 2);
        assert_eq!(get(&t, view.id).await.state, ListingState::OnSale);
    }
}

both! {
    async fn an_approved_product_is_public_without_its_certificate(t: Fixture) {
        let view = pending(&t).await;
        let public = GetProduct { listing: view.id };
        assert_eq!(t.market.act(&Actor::Anonymous, public.clone()).await.expect_err("not yet"), AppError::NotFound);
        approve(&t, &view).await.expect("approved");
        let product = t.market.act(&Actor::Anonymous, public).await.expect("public");
        assert_eq!(product.content, ListingContent { certificate: None, ..view.content });
        assert_eq!(product.live_since, t.market.now());
    }
}

both! {
    async fn a_live_listing_changes_only_by_an_approved_revision(t: Fixture) {
        let live = on_sale(&t).await;
        let public = GetProduct { listing: live.id };
        let (a, b) = tokio::join!(
            t.market.act(&t.seller, ReviseListing { listing: live.id }),
            t.market.act(&t.seller, ReviseListing { listing: live.id }),
        );
        assert!(a.is_ok() != b.is_ok(), "one click opens the draft, the other finds it: {a:?} {b:?}");
        let draft = a.or(b).expect("a draft");
        assert_eq!((draft.number, draft.version, draft.live), (2, 1, true));
        assert_eq!(draft.content, live.content);
        let mut changed = draft.content.clone();
        changed.name.zh = "云梯工单增强版".into();
        let version = save(&t, &draft, changed.clone()).await.expect("saved");
        let rows = t.market.act(&t.seller, ListListings::default()).await.expect("rows").rows;
        let row = rows.iter().find(|r| r.id == live.id).expect("listed");
        assert_eq!((&row.name, row.revision_state), (&live.content.name, RevisionState::Draft));
        let submitted = SubmitListing { listing: live.id, version };
        let submitted = t.market.act(&t.seller, submitted).await.expect("submitted");
        let shown = t.market.act(&Actor::Anonymous, public.clone()).await.expect("public");
        assert_eq!(shown.content.name, live.content.name);
        approve(&t, &submitted).await.expect("approved");
        let shown = t.market.act(&Actor::Anonymous, public).await.expect("public");
        assert_eq!(shown.content.name, changed.name);
        let rows = t.market.act(&t.seller, ListListings { search: "增强".into(), ..Default::default() }).await.expect("rows").rows;
        assert_eq!(rows.iter().map(|r| r.id).collect::<Vec<_>>(), [live.id]);
        let again = t.market.act(&t.seller, ReviseListing { listing: live.id }).await.expect("a third");
        assert_eq!((again.number, again.content), (3, changed));
    }
}

both! {
    async fn a_released_spec_stays_in_a_revision(t: Fixture) {
        let live = on_sale(&t).await;
        let draft = t.market.act(&t.seller, ReviseListing { listing: live.id }).await.expect("a draft");
        let mut changed = draft.content.clone();
        let spec = &mut changed.specs[0];
        spec.charging = match spec.charging {
            ChargingMode::Period => ChargingMode::OneTime,
            ChargingMode::OneTime => ChargingMode::Period,
        };
        for price in &mut spec.prices {
            price.term = spec.charging.terms()[0];
        }
        spec.prices.truncate(1);
        changed.specs.truncate(1);
        let operation = SaveDraft { listing: live.id, version: draft.version, content: changed };
        let saved = t.market.act(&t.seller, operation).await.expect("a draft may be anything");
        let codes: Vec<Code> = saved.findings.iter().map(|f| f.code).collect();
        let mut expected = vec![Code::SpecModeFixed];
        expected.extend(vec![Code::SpecRemoved; live.content.specs.len() - 1]);
        assert_eq!(codes, expected);
        let refused = t.market.act(&t.seller, SubmitListing { listing: live.id, version: saved.version }).await;
        assert!(matches!(refused, Err(AppError::Invalid { .. })), "{refused:?}");
    }
}

both! {
    async fn a_deleted_draft_is_not_there_any_more(t: Fixture) {
        let view = draft(&t, ListingContent::default()).await;
        t.market.act(&t.seller, DeleteDraft { listing: view.id }).await.expect("deleted");
        assert_eq!(save(&t, &view, ListingContent::default()).await, Err(AppError::NotFound));
        assert_eq!(t.market.act(&t.seller, GetListing { listing: view.id }).await.err(), Some(AppError::NotFound));
        let rows = t.market.act(&t.seller, ListListings::default()).await.expect("rows").rows;
        assert!(rows.iter().all(|row| row.id != view.id));
    }
}

/// All pages of a list, one row at a time.
async fn walk(market: &Market, actor: &Actor, list: ListListings) -> Vec<ListingId> {
    let mut ids = Vec::new();
    let mut page = PageRequest {
        cursor: None,
        size: Some(1),
    };
    loop {
        let got = market
            .act(
                actor,
                ListListings {
                    page: page.clone(),
                    ..list.clone()
                },
            )
            .await
            .expect("a page");
        ids.extend(got.rows.iter().map(|r| r.id));
        match got.next {
            Some(next) => page.cursor = Some(next),
            None => return ids,
        }
    }
}

both! {
    async fn the_list_is_searched_filtered_and_paged_last_changed_first(t: Fixture) {
        let named = |zh: &str, en: &str| ListingContent {
            name: guildhall_sdk::lang::Bilingual::new(zh, en),
            ..Default::default()
        };
        let mut made = Vec::new();
        for (i, (zh, en)) in [("查找甲", "Finder ALPHA"), ("查找乙", "Finder ÉTÉ"), ("查找100%", "Finder_pct")].into_iter().enumerate() {
            t.set_now(&format!("2027-03-01T0{i}:00:00Z"));
            made.push(draft(&t, named(zh, en)).await.id);
        }
        let found = async |search: &str| {
            walk(&t.market, &t.seller, ListListings { search: search.into(), ..Default::default() }).await
        };
        assert_eq!(found("查找").await, [made[2], made[1], made[0]]);
        assert_eq!(found("finder alpha").await, [made[0]]);
        assert_eq!(found("été").await, [made[1]]);
        assert_eq!(found("100%").await, [made[2]]);
        assert_eq!(found("r_p").await, [made[2]]);
        let pending = ListListings { revision_state: Some(RevisionState::Pending), search: "查找".into(), ..Default::default() };
        assert_eq!(walk(&t.market, &t.seller, pending).await, []);
        let drafts = ListListings { state: Some(ListingState::Draft), search: "查找".into(), ..Default::default() };
        assert_eq!(walk(&t.market, &t.seller, drafts).await.len(), 3);
    }
}
