//! Questions in between. Both forms work without JavaScript.

use leptos::prelude::*;

use super::attr::some;
use super::{Icon, Kind};

/// The button that opens the [`Dialog`] with this id. The browser does it (`popovertarget`), not a script.
#[component]
pub fn DialogButton(
    /// The dialog's id.
    #[prop(into)]
    dialog: String,
    /// The words.
    #[prop(into)]
    label: String,
    /// How loud.
    #[prop(optional)]
    kind: Kind,
    /// An icon before the words.
    #[prop(optional)]
    icon: &'static str,
) -> impl IntoView {
    let class = kind.class();
    view! {
        <button type="button" class=class popovertarget=dialog aria-haspopup="dialog">
            {(!icon.is_empty()).then(|| view! { <Icon name=icon /> })}
            <span>{label}</span>
        </button>
    }
    .into_any()
}

/// A native dialog in the top layer. Escape and a click beside it close it.
#[component]
pub fn Dialog(
    /// Its id, for [`DialogButton`].
    #[prop(into)]
    id: String,
    /// Its heading, which is its accessible name.
    #[prop(into)]
    title: String,
    /// Accessible name of the closing button.
    #[prop(into)]
    close_label: String,
    /// The acts, at the bottom right; the committing one last.
    #[prop(optional)]
    actions: Option<AnyView>,
    /// The content; often a form, whose id the acts name with `form`.
    children: Children,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let target = id.clone();
    let named_by = title_id.clone();
    view! {
        <dialog class="dialog" id=id popover="auto" aria-labelledby=named_by>
            <div class="dialog-head">
                <h2 id=title_id>{title}</h2>
                <button
                    type="button"
                    class="btn btn-plain btn-icon"
                    popovertarget=target
                    popovertargetaction="hide"
                    aria-label=close_label.clone()
                    title=close_label
                >
                    <Icon name="x" />
                </button>
            </div>
            <div class="dialog-body">{children()}</div>
            {actions.map(|actions| view! { <div class="dialog-acts buttons buttons-end">{actions}</div> })}
        </dialog>
    }
    .into_any()
}

/// A second look before an act: the first button opens a small panel that says what will happen and holds the form.
#[component]
pub fn Confirm(
    /// Words of the first button.
    #[prop(into)]
    label: String,
    /// How loud the first button is.
    #[prop(optional)]
    kind: Kind,
    /// An icon before the words.
    #[prop(optional)]
    icon: &'static str,
    /// What is asked.
    #[prop(into)]
    title: String,
    /// What will be different afterwards.
    #[prop(optional, into)]
    text: String,
    /// Open from the start: the form came back with findings.
    #[prop(optional)]
    open: bool,
    /// The form with its committing button.
    children: Children,
) -> impl IntoView {
    let class = kind.class();
    view! {
        <details class="confirm" open=open>
            <summary class=class>
                {(!icon.is_empty()).then(|| view! { <Icon name=icon /> })}
                <span>{label}</span>
            </summary>
            <div class="confirm-panel">
                <p class="confirm-title">{title}</p>
                {some(text).map(|text| view! { <p class="confirm-text">{text}</p> })}
                {children()}
            </div>
        </details>
    }
    .into_any()
}
