//! The form's signals: one per field, so that typing in one redraws nothing else.

use super::typed::{Typed, TypedSpec};
use guildhall_sdk::{
    ids::SpecId,
    lang::Bilingual,
    listings::{AccessType, Certificate, ChargingMode, TradeClass},
};
use leptos::prelude::*;

/// A text in both languages.
#[derive(Clone, Copy)]
pub struct Pair {
    pub zh: RwSignal<String>,
    pub en: RwSignal<String>,
}

impl Pair {
    fn new(text: &Bilingual) -> Pair {
        Pair {
            zh: RwSignal::new(text.zh.clone()),
            en: RwSignal::new(text.en.clone()),
        }
    }

    fn get(self) -> Bilingual {
        Bilingual {
            zh: self.zh.get(),
            en: self.en.get(),
        }
    }

    fn set(self, text: &Bilingual) {
        put(self.zh, &text.zh);
        put(self.en, &text.en);
    }
}

/// The fields of a spec.
#[derive(Clone, Copy)]
pub struct SpecForm {
    pub id: SpecId,
    pub name: Pair,
    pub description: Pair,
    /// The charging mode's wire name, as the radio buttons have it.
    pub charging: RwSignal<String>,
    pub month: RwSignal<String>,
    pub year: RwSignal<String>,
    pub once: RwSignal<String>,
}

impl SpecForm {
    fn new(typed: &TypedSpec) -> SpecForm {
        SpecForm {
            id: typed.id,
            name: Pair::new(&typed.name),
            description: Pair::new(&typed.description),
            charging: RwSignal::new(typed.charging.as_str().to_owned()),
            month: RwSignal::new(typed.month.clone()),
            year: RwSignal::new(typed.year.clone()),
            once: RwSignal::new(typed.once.clone()),
        }
    }

    /// The charging mode chosen.
    pub fn mode(self) -> ChargingMode {
        ChargingMode::parse(&self.charging.get()).unwrap_or_default()
    }

    fn typed(self) -> TypedSpec {
        TypedSpec {
            id: self.id,
            name: self.name.get(),
            description: self.description.get(),
            charging: self.mode(),
            month: self.month.get(),
            year: self.year.get(),
            once: self.once.get(),
        }
    }

    fn set(self, typed: &TypedSpec) {
        self.name.set(&typed.name);
        self.description.set(&typed.description);
        put(self.charging, typed.charging.as_str());
        put(self.month, &typed.month);
        put(self.year, &typed.year);
        put(self.once, &typed.once);
    }
}

/// The whole form.
#[derive(Clone, Copy)]
pub struct Form {
    pub access_type: RwSignal<String>,
    pub trade_class: RwSignal<String>,
    pub name: Pair,
    pub category: RwSignal<String>,
    pub overview: Pair,
    pub introduction: Pair,
    pub days: RwSignal<String>,
    pub hours_per_day: RwSignal<String>,
    pub hours: RwSignal<String>,
    pub hotline: RwSignal<String>,
    pub mail: RwSignal<String>,
    pub certificate: RwSignal<Option<Certificate>>,
    pub specs: RwSignal<Vec<SpecForm>>,
    /// Signals of specs that are added later belong to the page, not to the click that adds them.
    owner: StoredValue<Owner>,
}

impl Form {
    /// The form of a page.
    pub fn new(typed: &Typed) -> Form {
        Form {
            access_type: RwSignal::new(typed.access_type.as_str().to_owned()),
            trade_class: RwSignal::new(typed.trade_class.as_str().to_owned()),
            name: Pair::new(&typed.name),
            category: RwSignal::new(typed.category.clone()),
            overview: Pair::new(&typed.overview),
            introduction: Pair::new(&typed.introduction),
            days: RwSignal::new(typed.days.clone()),
            hours_per_day: RwSignal::new(typed.hours_per_day.clone()),
            hours: RwSignal::new(typed.hours.clone()),
            hotline: RwSignal::new(typed.hotline.clone()),
            mail: RwSignal::new(typed.mail.clone()),
            certificate: RwSignal::new(typed.certificate.clone()),
            specs: RwSignal::new(typed.specs.iter().map(SpecForm::new).collect()),
            owner: StoredValue::new(Owner::new()),
        }
    }

    /// Everything as it stands; subscribes to every field.
    pub fn typed(self) -> Typed {
        Typed {
            access_type: AccessType::parse(&self.access_type.get()).unwrap_or_default(),
            trade_class: TradeClass::parse(&self.trade_class.get()).unwrap_or_default(),
            name: self.name.get(),
            category: self.category.get(),
            overview: self.overview.get(),
            introduction: self.introduction.get(),
            days: self.days.get(),
            hours_per_day: self.hours_per_day.get(),
            hours: self.hours.get(),
            hotline: self.hotline.get(),
            mail: self.mail.get(),
            certificate: self.certificate.get(),
            specs: self.specs.get().into_iter().map(SpecForm::typed).collect(),
        }
    }

    /// Puts other values into the fields: recovered ones, or somebody else's.
    pub fn set(self, typed: &Typed) {
        put(self.access_type, typed.access_type.as_str());
        put(self.trade_class, typed.trade_class.as_str());
        self.name.set(&typed.name);
        put(self.category, &typed.category);
        self.overview.set(&typed.overview);
        self.introduction.set(&typed.introduction);
        put(self.days, &typed.days);
        put(self.hours_per_day, &typed.hours_per_day);
        put(self.hours, &typed.hours);
        put(self.hotline, &typed.hotline);
        put(self.mail, &typed.mail);
        self.certificate.set(typed.certificate.clone());
        let present = self.specs.get_untracked();
        let same = present.len() == typed.specs.len()
            && present
                .iter()
                .zip(&typed.specs)
                .all(|(have, want)| have.id == want.id);
        for (spec, want) in present
            .iter()
            .filter_map(|s| Some((s, typed.specs.iter().find(|w| w.id == s.id)?)))
        {
            spec.set(want);
        }
        if !same {
            let next = typed
                .specs
                .iter()
                .map(|want| {
                    present
                        .iter()
                        .find(|s| s.id == want.id)
                        .copied()
                        .unwrap_or_else(|| self.make(want))
                })
                .collect();
            self.specs.set(next);
        }
    }

    /// Adds a spec at a place.
    pub fn insert_spec(self, at: usize, typed: &TypedSpec) {
        let spec = self.make(typed);
        self.specs.update(|specs| specs.insert(at.min(specs.len()), spec));
    }

    /// Takes a spec out; what was typed in it comes back, for undoing.
    pub fn remove_spec(self, at: usize) -> Option<TypedSpec> {
        let spec = self.specs.get_untracked().get(at).copied()?;
        self.specs.update(|specs| {
            specs.remove(at);
        });
        Some(untrack(|| spec.typed()))
    }

    /// Moves a spec one place up or down.
    pub fn move_spec(self, from: usize, to: usize) {
        self.specs.update(|specs| {
            if from < specs.len() && to < specs.len() {
                specs.swap(from, to);
            }
        });
    }

    fn make(self, typed: &TypedSpec) -> SpecForm {
        self.owner.with_value(|owner| owner.with(|| SpecForm::new(typed)))
    }
}

/// Sets a text only when it differs, so that nothing is redrawn for nothing.
fn put(signal: RwSignal<String>, text: &str) {
    if signal.with_untracked(|now| now != text) {
        signal.set(text.to_owned());
    }
}
