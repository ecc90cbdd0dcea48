//! The console's frame: side bar by role, top bar, and what is shown where nothing is.

mod menu;
pub(crate) mod words;

use crate::{
    fault::Fault,
    features::{find::Commands, notices::Bell},
    load::refused,
    session::{Session, Theme, use_session},
    ui::{
        MenuButton, MenuLink, Switch, SwitchOption,
        frame::{ConsoleFrame, FrameLabels},
    },
    words::common,
};
use guildhall_sdk::{accounts::ListTeam, lang::Lang, portal::AppError};
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

/// The frame around every console page.
#[component]
pub fn ConsoleLayout() -> impl IntoView {
    let session = use_session();
    let t = common::words(session.lang);
    let location = use_location();
    let path = location.pathname;
    let for_menu = session.clone();
    let groups = menu::groups(&for_menu, &path.get_untracked());
    let shortcuts = menu::shortcuts(&groups);
    let nav = Signal::stored(groups);
    let Some(viewer) = session.viewer.clone() else {
        return view! { <main id="main">{refused(&Fault::from(AppError::NotSignedIn))}</main> }.into_any();
    };
    let labels = FrameLabels {
        skip: t.skip.into(),
        navigation: t.navigation.into(),
        open: t.open_menu.into(),
        close: t.close_menu.into(),
        me: t.my_account.into(),
    };
    let place = Signal::derive(move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        if search.is_empty() {
            path
        } else {
            format!("{path}?{search}")
        }
    });
    let inbox = format!("{}/notices", viewer.acting.kind.root());
    let top = view! {
        <Commands pages=shortcuts lang=session.lang />
        <Bell unread=session.counts.notices href=inbox lang=session.lang />
        {language_switch(&session, place)}
        {theme_switch(&session, place)}
    }
    .into_any();
    // A phone's top bar has no room for them: there they stand at the foot of the side bar.
    let side_foot = view! {
        <div class="side-switches">
            {language_switch(&session, place)}
            {theme_switch(&session, place)}
        </div>
    }
    .into_any();
    let organisations = viewer
        .memberships
        .iter()
        .filter(|m| m.organisation != viewer.acting.organisation)
        .map(|m| {
            let (name, id) = (m.name.get(session.lang).to_owned(), m.organisation.to_string());
            view! {
                <MenuButton action="/form/organisation" label=name icon="building-2" name="organisation" value=id />
            }
        })
        .collect_view();
    let team = session
        .may::<ListTeam>()
        .then(|| view! { <MenuLink href="/team" label=words::words(session.lang).team icon="users" /> });
    let menu = view! {
        {organisations}
        <MenuLink href="/account" label=t.my_account icon="user" />
        {team}
        <MenuButton action="/form/sign-out" label=t.sign_out icon="log-out" />
    }
    .into_any();
    view! {
        <ConsoleFrame
            brand=session.marketplace.get(session.lang).to_owned()
            logo=session.logo_path()
            home=viewer.acting.kind.home()
            nav
            org_name=viewer.acting.name.get(session.lang).to_owned()
            org_kind=words::words(session.lang).kind(viewer.acting.kind)
            person_name=viewer.name.clone()
            labels
            top
            menu
            side_foot
        >
            <Outlet />
        </ConsoleFrame>
    }
    .into_any()
}

/// The language switch: a plain form, so that it works without JavaScript.
pub fn language_switch(session: &Session, place: Signal<String>) -> AnyView {
    if session.languages.len() < 2 {
        return ().into_any();
    }
    let t = common::words(session.lang);
    let option = |lang: Lang, label: &'static str| SwitchOption {
        value: lang.tag().into(),
        label: label.into(),
        icon: "",
        lang: lang.tag(),
        current: session.lang == lang,
    };
    let options = vec![option(Lang::Zh, "中文"), option(Lang::En, "English")];
    view! {
        <Switch action="/form/language" name="lang" label=t.language options>
            <input type="hidden" name="_page" value=place />
        </Switch>
    }
    .into_any()
}

/// The theme switch.
pub fn theme_switch(session: &Session, place: Signal<String>) -> AnyView {
    let t = common::words(session.lang);
    let option = |theme: Theme, label: &'static str, icon: &'static str| SwitchOption {
        value: theme.as_str().into(),
        label: label.into(),
        icon,
        lang: "",
        current: session.theme == theme,
    };
    let options = vec![
        option(Theme::Light, t.theme_light, "sun"),
        option(Theme::Dark, t.theme_dark, "moon"),
        option(Theme::System, t.theme_system, "monitor"),
    ];
    view! {
        <Switch action="/form/theme" name="theme" label=t.theme options>
            <input type="hidden" name="_page" value=place />
        </Switch>
    }
    .into_any()
}

/// Shown where the console has no page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <main id="main" class="page">{refused(&Fault::from(AppError::NotFound))}</main> }
}
