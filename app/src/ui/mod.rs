//! The component kit: the ledger, the counter and the seal (`docs/look.md`).
//!
//! Components take their texts as props and never contain words of their own, so a missing translation cannot hide
//! here. They render the same structure on the server and in the browser, use no inline styles (the content
//! security policy forbids them) and work with JavaScript off wherever HTML has an element for the job.
//!
//! Conventions of the props:
//! * a text is a `String` (`into`); an optional text left out, or empty, renders nothing;
//! * a slot is an [`AnyView`](leptos::prelude::AnyView): `actions=view! { … }.into_any()`;
//! * a callback takes its arguments as a closure: `on_input=move |text: String| …`;
//! * form controls are uncontrolled (`value`) unless a signal is given with `bind`.

mod attr;
mod avatar;
mod badge;
mod button;
mod callout;
mod card;
mod charts;
mod choices;
mod copy;
mod dialog;
mod diff;
mod drawing;
mod empty;
mod error_summary;
mod field;
mod filters;
pub mod frame;
#[cfg(all(debug_assertions, feature = "ssr"))]
pub mod gallery;
mod icon;
mod inputs;
mod kv;
mod menu;
mod money;
mod offer;
mod page;
mod pager;
mod progress;
mod qr;
mod skip_link;
mod stat;
mod statement;
mod steps;
mod switch;
mod table;
mod tabs;
mod textarea;
mod time;
mod timeline;
mod toast;

pub use avatar::Avatar;
pub use badge::{Badge, Tone};
pub use button::{Button, Buttons, Kind, Size};
pub use callout::Callout;
pub use card::{Card, Well};
pub use charts::{Bar, BarChart};
pub use choices::{Checkbox, RadioGroup, RadioOption};
pub use copy::CopyField;
pub use dialog::{Confirm, Dialog, DialogButton};
pub use diff::{ChangedField, Diff, DiffPart};
pub use drawing::Drawing;
pub use empty::Empty;
pub use error_summary::{ErrorLink, ErrorSummary};
pub use field::{Field, FormSection, SaveBar, field_id};
pub use filters::{Chips, FilterBar, FilterChip};
pub use icon::Icon;
pub use inputs::{Choice, DateInput, MoneyInput, PercentInput, Select, TextInput};
pub use kv::{Kv, KvList};
pub use menu::{Menu, MenuButton, MenuLink};
pub use money::Amount;
pub use offer::{OfferCard, OfferPrice};
pub use page::{Crumb, PageHead};
pub use pager::Pager;
pub use progress::Progress;
pub use qr::Qr;
pub use skip_link::SkipLink;
pub use stat::{Stat, Stats};
pub use statement::{Statement, StatementLine, StatementTotal};
pub use steps::{NextStep, NextSteps, SideSteps, Step, StepState};
pub use switch::{Switch, SwitchOption};
pub use table::{Align, Column, Ledger, Sort};
pub use tabs::{Tab, Tabs};
pub use textarea::TextArea;
pub use time::{ViewerTime, When};
pub use timeline::{Timeline, TimelineItem};
pub use toast::{Toast, ToastRegion};
