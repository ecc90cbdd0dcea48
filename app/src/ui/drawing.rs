//! The quiet drawings of empty states, in line art that follows the theme.

use leptos::prelude::*;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drawing {
    /// An open ledger without entries: lists.
    #[default]
    Ledger,
    /// A counter with a bell: queues with nothing waiting.
    Counter,
    /// A seal over a sheet: offers, decisions.
    Seal,
    /// A glass over a ledger: a search without hits.
    Search,
    /// A closed gate: page not found, not for you.
    Gate,
}

impl Drawing {
    pub(super) fn view(self) -> AnyView {
        let parts = match self {
            Drawing::Ledger => view! {
                <path class="draw-fill" d="M60 26c-9-6-21-8-36-8v56c15 0 27 2 36 8 9-6 21-8 36-8V18c-15 0-27 2-36 8Z"></path>
                <path d="M60 26c-9-6-21-8-36-8v56c15 0 27 2 36 8 9-6 21-8 36-8V18c-15 0-27 2-36 8ZM60 26v56"></path>
                <path class="draw-soft" d="M33 32c7 .4 13 1.5 18 3.5M33 43c7 .4 13 1.5 18 3.5M33 54c7 .4 13 1.5 18 3.5M87 32c-7 .4-13 1.5-18 3.5M87 43c-7 .4-13 1.5-18 3.5"></path>
            }
            .into_any(),
            Drawing::Counter => view! {
                <path class="draw-fill" d="M14 62h92v10H14zM22 72h76v12H22z"></path>
                <path d="M14 62h92v10H14zM22 72v12M98 72v12"></path>
                <path class="draw-fill" d="M40 56a20 20 0 0 1 40 0Z"></path>
                <path d="M40 56a20 20 0 0 1 40 0ZM36 56h48M60 36v-6M55 30h10"></path>
                <path class="draw-soft" d="M90 38l6-4M86 30l3-6M30 38l-6-4M34 30l-3-6"></path>
            }
            .into_any(),
            Drawing::Seal => view! {
                <path class="draw-fill" d="M28 14h46l14 14v58H28z"></path>
                <path d="M28 14h46l14 14v58H28zM74 14v14h14"></path>
                <path class="draw-soft" d="M38 32h24M38 42h38M38 52h30"></path>
                <path class="draw-accent" d="M62 60h20v20H62zM66 69l6-4 6 4M68 70v6M76 70v6M66 76h12"></path>
            }
            .into_any(),
            Drawing::Search => view! {
                <path class="draw-fill" d="M24 18h56v64H24z"></path>
                <path d="M24 18h56v64H24z"></path>
                <path class="draw-soft" d="M34 32h36M34 43h24M34 54h18M34 65h14"></path>
                <circle class="draw-fill" cx="78" cy="58" r="16"></circle>
                <circle cx="78" cy="58" r="16"></circle>
                <path d="M90 70l12 12"></path>
            }
            .into_any(),
            Drawing::Gate => view! {
                <path class="draw-fill" d="M22 40 60 16l38 24v6H22zM28 46h10v38H28zM82 46h10v38H82z"></path>
                <path d="M22 40 60 16l38 24v6H22zM28 46v38M38 46v38M82 46v38M92 46v38M20 84h80"></path>
                <path class="draw-soft" d="M48 52v32M60 52v32M72 52v32M40 64h40"></path>
            }
            .into_any(),
        };
        view! {
            <svg class="drawing" viewBox="0 0 120 96" aria-hidden="true" focusable="false">
                {parts}
            </svg>
        }
        .into_any()
    }
}
