//! The frames of the two shells: the console with its side bar, and the public pages.

use leptos::prelude::*;

use super::attr::some;
use super::{Avatar, Icon, Menu, SkipLink};

/// A group of the side bar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NavGroup {
    /// Its heading; empty for the first group.
    pub label: String,
    /// Its entries.
    pub items: Vec<NavItem>,
}

/// An entry of the side bar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub label: String,
    /// Its icon's Lucide name.
    pub icon: &'static str,
    /// How much waits there.
    pub count: Option<u32>,
    /// We are here, or below.
    pub current: bool,
}

/// The words of the frame itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrameLabels {
    /// "Skip to content".
    pub skip: String,
    /// Accessible name of the side bar: "Main".
    pub navigation: String,
    /// Accessible name of the button that opens it on small screens.
    pub open: String,
    /// Accessible name of the button that closes it.
    pub close: String,
    /// Accessible name of the person's menu.
    pub me: String,
}

/// The mark and the name.
#[component]
pub fn Brand(
    /// The installation's name.
    #[prop(into)]
    name: String,
    /// Where a click on it leads.
    #[prop(default = "/".to_owned(), into)]
    href: String,
    /// The installation's own picture, in place of the mark.
    #[prop(optional, into)]
    logo: String,
) -> impl IntoView {
    let mark = if logo.is_empty() {
        view! {
            <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                <rect class="brand-ground" x="1" y="1" width="30" height="30" rx="5"></rect>
                <path class="brand-hall" d="M16 6.5 26 13v2.5H6V13ZM9 17.5h3.5v6H9zM19.5 17.5H23v6h-3.5zM6.5 25h19v2h-19z"></path>
            </svg>
        }
        .into_any()
    } else {
        view! { <img class="brand-logo" src=logo alt="" /> }.into_any()
    };
    view! {
        <a class="brand" href=href>
            {mark}
            <span>{name}</span>
        </a>
    }
}

/// The console: side bar by role, top bar with organisation, tools and the person's menu, then the page.
///
/// Under 1024 px the side bar is a popover that the browser opens by itself, with JavaScript off too.
#[component]
pub fn ConsoleFrame(
    /// The installation's name.
    #[prop(into)]
    brand: String,
    /// Its own picture.
    #[prop(optional, into)]
    logo: String,
    /// Where the brand leads.
    #[prop(default = "/".to_owned(), into)]
    home: String,
    /// The side bar; a plain `Vec<NavGroup>` or a signal.
    #[prop(into)]
    nav: Signal<Vec<NavGroup>>,
    /// The organisation one acts for.
    #[prop(into)]
    org_name: String,
    /// Its kind in words: "Seller".
    #[prop(optional, into)]
    org_kind: String,
    /// The person signed in.
    #[prop(into)]
    person_name: String,
    /// The frame's words.
    labels: FrameLabels,
    /// The top bar's middle: search, language switch, theme switch.
    #[prop(optional)]
    top: Option<AnyView>,
    /// The entries of the person's menu: `MenuLink`s, `MenuButton`s.
    #[prop(optional)]
    menu: Option<AnyView>,
    /// At the foot of the side bar.
    #[prop(optional)]
    side_foot: Option<AnyView>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let groups = move || nav.get().into_iter().map(nav_group).collect_view();
    let person = person_name.clone();
    let trigger = view! {
        <Avatar name=person />
        <span class="me-name">{person_name}</span>
    }
    .into_any();
    let organisation = org_name.clone();
    view! {
        <SkipLink label=labels.skip />
        <div class="console">
            <nav class="side" id="side" popover="auto" aria-label=labels.navigation>
                <div class="side-head">
                    <Brand name=brand href=home logo />
                    <button
                        type="button"
                        class="btn btn-plain btn-icon side-close"
                        popovertarget="side"
                        popovertargetaction="hide"
                        aria-label=labels.close
                    >
                        <Icon name="x" />
                    </button>
                </div>
                <div class="side-groups">{groups}</div>
                {side_foot.map(|foot| view! { <div class="side-foot">{foot}</div> })}
            </nav>
            <div class="console-main">
                <header class="top">
                    <button
                        type="button"
                        class="btn btn-plain btn-icon side-open"
                        popovertarget="side"
                        aria-label=labels.open
                    >
                        <Icon name="menu" />
                    </button>
                    <div class="top-org">
                        <Avatar name=organisation square=true />
                        <span class="top-org-text">
                            <span class="top-org-name">{org_name}</span>
                            {some(org_kind).map(|kind| view! { <span class="top-org-kind">{kind}</span> })}
                        </span>
                    </div>
                    <div class="top-tools">{top}</div>
                    <Menu label=labels.me trigger end=true>
                        {menu}
                    </Menu>
                </header>
                <main class="page" id="main" tabindex="-1">
                    {children()}
                </main>
            </div>
        </div>
    }
    .into_any()
}

fn nav_group(group: NavGroup) -> AnyView {
    let items = group
        .items
        .into_iter()
        .map(|item| {
            let count = item.count.filter(|count| *count > 0).map(|count| {
                view! { <span class="count num">{count}</span> }
            });
            view! {
                <li>
                    <a href=item.href aria-current=item.current.then_some("page")>
                        <Icon name=item.icon />
                        <span>{item.label}</span>
                        {count}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="side-group">
            {some(group.label).map(|label| view! { <p class="side-label">{label}</p> })}
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

/// Public pages: a line with the brand, the page, a line of small print. `narrow` for sign-in and offers.
#[component]
pub fn PublicFrame(
    /// The installation's name.
    #[prop(into)]
    brand: String,
    /// Its own picture.
    #[prop(optional, into)]
    logo: String,
    /// Where the brand leads.
    #[prop(default = "/".to_owned(), into)]
    home: String,
    /// "Skip to content".
    #[prop(into)]
    skip_label: String,
    /// Language and theme switch, sign-in link.
    #[prop(optional)]
    top: Option<AnyView>,
    /// The small print.
    #[prop(optional)]
    footer: Option<AnyView>,
    /// One column of 480 px.
    #[prop(optional)]
    narrow: bool,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <SkipLink label=skip_label />
        <div class="public">
            <header class="public-top">
                <Brand name=brand href=home logo />
                <div class="top-tools">{top}</div>
            </header>
            <main class="public-main" class:public-narrow=narrow id="main" tabindex="-1">
                {children()}
            </main>
            {footer.map(|footer| view! { <footer class="public-foot">{footer}</footer> })}
        </div>
    }
    .into_any()
}
