//! A small choice that takes effect at once: language, theme, row height.

use leptos::prelude::*;

use super::Icon;
use super::attr::some;

/// One position of the [`Switch`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SwitchOption {
    /// What is submitted.
    pub value: String,
    /// Its words; the accessible name where only the icon is seen.
    pub label: String,
    /// Shown instead of the words.
    pub icon: &'static str,
    /// BCP 47 tag where the words are in another language.
    pub lang: &'static str,
    /// In force.
    pub current: bool,
}

/// A row of submit buttons in a form that posts.
#[component]
pub fn Switch(
    /// Where it posts.
    #[prop(into)]
    action: String,
    /// The submitted name.
    #[prop(into)]
    name: String,
    /// Accessible name of the group.
    #[prop(into)]
    label: String,
    /// The positions.
    options: Vec<SwitchOption>,
    /// More hidden inputs, such as where to return to.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|option| {
            let only_icon = !option.icon.is_empty();
            let tip = only_icon.then(|| option.label.clone());
            view! {
                <button
                    type="submit"
                    name=name.clone()
                    value=option.value
                    aria-pressed=if option.current { "true" } else { "false" }
                    aria-label=tip.clone()
                    title=tip
                    lang=some(option.lang.to_owned())
                >
                    {if only_icon {
                        view! { <Icon name=option.icon /> }.into_any()
                    } else {
                        option.label.into_any()
                    }}
                </button>
            }
        })
        .collect_view();
    view! {
        <form class="switch-form" method="post" action=action>
            {children.map(|children| children())}
            <div class="switch" role="group" aria-label=label>
                {options}
            </div>
        </form>
    }
    .into_any()
}
