//! Teams: invitations, roles, leaving, as somebody would attack them.

use crate::own_account::{actor, link, somebody, token, try_sign_in};
use guildhall_market::{
    Actor,
    testing::{Fixture, both},
};
use guildhall_sdk::{
    accounts::{
        AcceptInvitation, ChangeRoles, GetInvitation, InviteMember, LeaveOrganisation, ListTeam,
        RemoveMember, ResendInvitation, SUB_USERS_MAX, SignedIn, WithdrawInvitation,
    },
    finding::Code,
    ids::{InvitationId, PersonId},
    lang::Lang,
    listings::ListListings,
    offers::ListOffers,
    portal::{AppError, Role},
    settlement::ListBills,
};

const NEW: &str = "new@demo.test";

async fn invite(t: &Fixture, by: &Actor, email: &str, roles: &[Role]) -> Result<InvitationId, AppError> {
    let invite = InviteMember {
        email: email.into(),
        roles: roles.to_vec(),
        lang: Lang::En,
    };
    t.market.act(by, invite).await
}

async fn accept(t: &Fixture, who: &Actor, token: &str) -> Result<SignedIn, AppError> {
    let accept = AcceptInvitation {
        token: token.into(),
        name: "新人".into(),
        password: "a long enough one".into(),
        lang: Lang::Zh,
    };
    t.market.act(who, accept).await
}

async fn invitation_token(t: &Fixture, email: &str) -> String {
    link(t, email, "/invitation/").await.0.expect("an invitation")
}

fn person(actor: &Actor) -> PersonId {
    actor.person().expect("a person")
}

both! {
    async fn a_new_person_accepts_and_works_with_their_roles(t: Fixture) {
        invite(&t, &t.seller, " New@demo.test ", &[Role::ProductManager, Role::Developer]).await.expect("invited");
        let team = t.market.act(&t.seller, ListTeam {}).await.expect("the team");
        assert_eq!((team.members.len(), team.invitations.len(), team.places), (4, 1, 46));
        let token = invitation_token(&t, NEW).await;
        assert_eq!(token.len(), 43);
        let seen = t.market.act(&Actor::Anonymous, GetInvitation { token: token.clone() }).await.expect("seen").expect("open");
        assert_eq!((seen.organisation.zh.as_str(), seen.email.as_str(), seen.has_account), ("星河软件", NEW, false));
        let signed = accept(&t, &Actor::Anonymous, &token).await.expect("accepted");
        let me = somebody(&t, &signed.token).await.expect("in");
        assert_eq!(me.organisation(), t.seller.organisation());
        t.market.act(&me, ListOffers::default()).await.expect("a product manager");
        assert_eq!(t.market.act(&me, ListTeam {}).await.err(), Some(AppError::Forbidden));
        try_sign_in(&t, NEW, "a long enough one").await.expect("the account is there");
    }

    async fn an_invitation_is_taken_once(t: Fixture) {
        invite(&t, &t.seller, NEW, &[Role::Developer]).await.expect("invited");
        let token = invitation_token(&t, NEW).await;
        let (a, b) = tokio::join!(accept(&t, &Actor::Anonymous, &token), accept(&t, &Actor::Anonymous, &token));
        assert_eq!([&a, &b].iter().filter(|r| r.is_ok()).count(), 1, "{a:?} {b:?}");
        let me = somebody(&t, &a.or(b).expect("one of them").token).await.expect("in");
        let over = Some(AppError::field("token", Code::LinkOver));
        assert_eq!(accept(&t, &me, &token).await.err(), over);
        assert_eq!(accept(&t, &Actor::Anonymous, &token).await.err(), over);
        assert_eq!(t.market.act(&Actor::Anonymous, GetInvitation { token }).await, Ok(None));
        assert_eq!(t.int("SELECT COUNT(*) FROM person WHERE email = 'new@demo.test'").await, 1);
    }

    async fn somebody_elses_invitation_cannot_be_taken(t: Fixture) {
        invite(&t, &t.seller, "customer@demo.test", &[Role::Developer]).await.expect("invited");
        let token = invitation_token(&t, "customer@demo.test").await;
        // Whoever holds the link but not the account gets nowhere, and sets nobody's password.
        assert_eq!(accept(&t, &Actor::Anonymous, &token).await.err(), Some(AppError::NotSignedIn));
        let thief = actor(&t, "other-customer@demo.test").await;
        assert_eq!(accept(&t, &thief, &token).await.err(), Some(AppError::field("token", Code::InvitationForOther)));
        try_sign_in(&t, "customer@demo.test", guildhall_market::testing::PASSWORD).await.expect("as before");
        let me = actor(&t, "customer@demo.test").await;
        let signed = accept(&t, &me, &token).await.expect("accepted");
        assert_eq!(signed.viewer.memberships.len(), 2);
        let me = somebody(&t, &signed.token).await.expect("in");
        assert_eq!(me.organisation(), t.seller.organisation(), "acting for whom they joined");
        // An invitation for a new address is not for whoever happens to be signed in either.
        invite(&t, &t.seller, NEW, &[Role::Developer]).await.expect("invited");
        let token = invitation_token(&t, NEW).await;
        assert_eq!(accept(&t, &thief, &token).await.err(), Some(AppError::field("token", Code::InvitationForOther)));
    }

    async fn accepting_rotates_the_session_one_came_with(t: Fixture) {
        invite(&t, &t.seller, "customer@demo.test", &[Role::Developer]).await.expect("invited");
        let before = token(&t, "customer@demo.test").await;
        let me = somebody(&t, &before).await.expect("in");
        accept(&t, &me, &invitation_token(&t, "customer@demo.test").await).await.expect("accepted");
        assert!(somebody(&t, &before).await.is_none());
    }

    async fn an_old_a_withdrawn_and_an_expired_link_are_over(t: Fixture) {
        let over = Some(AppError::field("token", Code::LinkOver));
        let id = invite(&t, &t.seller, NEW, &[Role::Developer]).await.expect("invited");
        let first = invitation_token(&t, NEW).await;
        t.set_now("2026-11-23T08:00:00Z");
        t.market.act(&t.seller, ResendInvitation { invitation: id }).await.expect("sent again");
        let second = invitation_token(&t, NEW).await;
        assert_ne!(first, second);
        assert_eq!(accept(&t, &Actor::Anonymous, &first).await.err(), over, "the newest link is the one that works");
        t.set_now("2026-11-30T08:00:00Z");
        assert_eq!(accept(&t, &Actor::Anonymous, &second).await.err(), over, "seven days");
        t.market.act(&t.seller, ResendInvitation { invitation: id }).await.expect("sent again");
        let third = invitation_token(&t, NEW).await;
        t.market.act(&t.seller, WithdrawInvitation { invitation: id }).await.expect("withdrawn");
        assert_eq!(accept(&t, &Actor::Anonymous, &third).await.err(), over, "withdrawn");
        assert_eq!(t.market.act(&t.seller, ResendInvitation { invitation: id }).await.err(), Some(AppError::wrong_state("withdrawn")));
        invite(&t, &t.seller, NEW, &[Role::Developer]).await.expect("may be invited anew");
    }

    async fn nobody_touches_another_organisations_people_or_invitations(t: Fixture) {
        let invitation = invite(&t, &t.seller, NEW, &[Role::Developer]).await.expect("invited");
        let nothing = Some(AppError::NotFound);
        assert_eq!(t.market.act(&t.other_seller, WithdrawInvitation { invitation }).await.err(), nothing);
        assert_eq!(t.market.act(&t.other_seller, ResendInvitation { invitation }).await.err(), nothing);
        let developer = person(&t.developer);
        assert_eq!(t.market.act(&t.other_seller, RemoveMember { person: developer }).await.err(), nothing);
        let roles = ChangeRoles { person: developer, roles: vec![Role::Owner] };
        assert_eq!(t.market.act(&t.other_seller, roles.clone()).await.err(), nothing);
        // Nor does a colleague without the role: nobody makes themselves an owner.
        let own = ChangeRoles { person: developer, roles: vec![Role::Owner] };
        assert_eq!(t.market.act(&t.developer, own).await.err(), Some(AppError::Forbidden));
    }

    async fn roles_are_of_the_organisations_kind(t: Fixture) {
        let refused = Some(AppError::field("roles", Code::UnknownChoice));
        assert_eq!(invite(&t, &t.seller, NEW, &[Role::Administrator]).await.err(), refused);
        let roles = ChangeRoles { person: person(&t.developer), roles: vec![Role::OperatorFinance] };
        assert_eq!(t.market.act(&t.seller, roles).await.err(), refused);
        invite(&t, &t.admin, "desk@demo.test", &[Role::Reviewer]).await.expect("the operator's own team");
        invite(&t, &t.buyer, "purchase@demo.test", &[Role::Buyer]).await.expect("a customer's own team");
    }

    async fn members_and_open_invitations_are_not_invited_twice(t: Fixture) {
        let again = invite(&t, &t.seller, "Developer@demo.test", &[Role::Developer]).await;
        assert_eq!(again.err(), Some(AppError::field("email", Code::AlreadyMember)));
        invite(&t, &t.seller, NEW, &[Role::Developer]).await.expect("invited");
        let again = invite(&t, &t.seller, NEW, &[Role::Developer]).await;
        assert_eq!(again.err(), Some(AppError::field("email", Code::AlreadyInvited)));
    }

    async fn changed_roles_hold_with_the_next_request_of_an_open_session(t: Fixture) {
        let open = token(&t, "developer@demo.test").await;
        let me = somebody(&t, &open).await.expect("in");
        assert_eq!(t.market.act(&me, ListBills::default()).await.err(), Some(AppError::Forbidden));
        let to = |roles: &[Role]| ChangeRoles { person: person(&t.developer), roles: roles.to_vec() };
        t.market.act(&t.seller, to(&[Role::SellerFinance])).await.expect("changed");
        let me = somebody(&t, &open).await.expect("the session goes on");
        t.market.act(&me, ListBills::default()).await.expect("may see bills at once");
        t.market.act(&t.seller, to(&[Role::Developer])).await.expect("changed back");
        let me = somebody(&t, &open).await.expect("in");
        assert_eq!(t.market.act(&me, ListBills::default()).await.err(), Some(AppError::Forbidden));
    }

    async fn whoever_is_removed_is_out_at_once(t: Fixture) {
        let open = token(&t, "developer@demo.test").await;
        assert!(somebody(&t, &open).await.is_some());
        t.market.act(&t.seller, RemoveMember { person: person(&t.developer) }).await.expect("removed");
        assert!(somebody(&t, &open).await.is_none());
        let again = t.market.act(&t.seller, RemoveMember { person: person(&t.developer) }).await;
        assert_eq!(again.err(), Some(AppError::NotFound));
        // Whoever is invited back does not come back into the old session.
        invite(&t, &t.seller, "developer@demo.test", &[Role::Developer]).await.expect("invited");
        t.execute("INSERT INTO membership (person_id, organisation_id, role, created_at) SELECT p.id, o.id, 'seller.developer', 1 FROM person p, organisation o WHERE p.email = 'developer@demo.test' AND o.name_en = 'Galaxy Software'").await;
        assert!(somebody(&t, &open).await.is_none());
    }

    async fn the_last_owner_stays(t: Fixture) {
        let owner = person(&t.seller);
        let last = |field: &str| Some(AppError::field(field, Code::LastLead));
        let demote = ChangeRoles { person: owner, roles: vec![Role::Developer] };
        assert_eq!(t.market.act(&t.seller, demote.clone()).await.err(), last("roles"));
        assert_eq!(t.market.act(&t.seller, RemoveMember { person: owner }).await.err(), last(""));
        assert_eq!(t.market.act(&t.seller, LeaveOrganisation {}).await.err(), last(""));
        assert_eq!(t.market.act(&t.admin, LeaveOrganisation {}).await.err(), last(""), "the last administrator");
        let second = ChangeRoles { person: person(&t.product_manager), roles: vec![Role::Owner] };
        t.market.act(&t.seller, second).await.expect("a second owner");
        t.market.act(&t.seller, demote).await.expect("then the first may step down");
        let me = actor(&t, "seller@demo.test").await;
        assert_eq!(t.market.act(&me, ListTeam {}).await.err(), Some(AppError::Forbidden));
    }

    async fn two_owners_cannot_demote_each_other_at_once(t: Fixture) {
        let (a, b) = (person(&t.seller), person(&t.product_manager));
        t.market.act(&t.seller, ChangeRoles { person: b, roles: vec![Role::Owner] }).await.expect("a second owner");
        let other = actor(&t, "product@demo.test").await;
        let down = |person| ChangeRoles { person, roles: vec![Role::Developer] };
        let (x, y) = tokio::join!(t.market.act(&t.seller, down(b)), t.market.act(&other, down(a)));
        assert_eq!([&x, &y].iter().filter(|r| r.is_ok()).count(), 1, "{x:?} {y:?}");
        assert_eq!(t.int("SELECT COUNT(*) FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.role = 'seller.owner' AND o.name_en = 'Galaxy Software'").await, 1);
    }

    async fn leaving_ends_the_sessions_that_act_for_the_organisation(t: Fixture) {
        let open = token(&t, "product@demo.test").await;
        let me = somebody(&t, &open).await.expect("in");
        t.market.act(&me, ListListings::default()).await.expect("works");
        t.market.act(&me, LeaveOrganisation {}).await.expect("left");
        assert!(somebody(&t, &open).await.is_none());
        let team = t.market.act(&t.seller, ListTeam {}).await.expect("the team");
        assert!(team.members.iter().all(|m| m.email != "product@demo.test"));
    }

    async fn there_are_at_most_fifty_sub_users(t: Fixture) {
        // Four members are there; the main account does not count.
        for n in 0..SUB_USERS_MAX - 3 {
            invite(&t, &t.seller, &format!("p{n}@demo.test"), &[Role::Developer]).await.expect("room");
        }
        assert_eq!(t.market.act(&t.seller, ListTeam {}).await.expect("the team").places, 0);
        let full = invite(&t, &t.seller, "late@demo.test", &[Role::Developer]).await.expect_err("full");
        assert_eq!(full.findings().first().map(|f| f.code), Some(Code::TeamFull));
        // Invitations that have expired hold no place.
        t.set_now("2026-11-30T08:00:00Z");
        invite(&t, &t.seller, "late@demo.test", &[Role::Developer]).await.expect("room again");
    }
}
