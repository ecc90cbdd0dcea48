//! The parts of the form, and which field a finding or a comment belongs to.

use super::super::words::words;
use super::typed::{Typed, is_gap};
use crate::ui::StepState;
use guildhall_sdk::{finding::Finding, lang::Lang, listings::ListingContent, reviews::FieldComment};

/// A part of the form, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Basics,
    Introduction,
    Support,
    Certificate,
    Specs,
    Check,
}

impl Part {
    pub const ALL: [Part; 6] = [
        Part::Basics,
        Part::Introduction,
        Part::Support,
        Part::Certificate,
        Part::Specs,
        Part::Check,
    ];

    /// The id of its section.
    pub const fn anchor(self) -> &'static str {
        match self {
            Part::Basics => "basics",
            Part::Introduction => "introduction",
            Part::Support => "support",
            Part::Certificate => "certificate",
            Part::Specs => "specs",
            Part::Check => "check",
        }
    }

    pub fn label(self, lang: Lang) -> &'static str {
        let t = words(lang);
        match self {
            Part::Basics => t.step_basics,
            Part::Introduction => t.step_introduction,
            Part::Support => t.step_support,
            Part::Certificate => t.step_certificate,
            Part::Specs => t.step_specs,
            Part::Check => t.step_check,
        }
    }

    /// The part a path belongs to; a path of no part belongs to the last one.
    pub fn of(path: &str) -> Part {
        match path.split('.').next().unwrap_or_default() {
            "name" | "category" | "access_type" | "trade_class" => Part::Basics,
            "overview" | "introduction" => Part::Introduction,
            "support" => Part::Support,
            "certificate" => Part::Certificate,
            "specs" => Part::Specs,
            _ => Part::Check,
        }
    }

    /// What of the form lies in this part, for telling whether it changed or was begun.
    fn same(self, a: &Typed, b: &Typed) -> bool {
        match self {
            Part::Basics => a.name == b.name && a.category == b.category,
            Part::Introduction => a.overview == b.overview && a.introduction == b.introduction,
            Part::Support => a.hours == b.hours && a.hotline == b.hotline && a.mail == b.mail,
            Part::Certificate => a.certificate == b.certificate,
            Part::Specs => a.specs == b.specs,
            Part::Check => true,
        }
    }
}

/// How far a part is. `opened` is the form as it was when the page opened: a reviewer's comment waits until its part
/// was changed.
pub fn state_of(
    part: Part,
    typed: &Typed,
    opened: &Typed,
    findings: &[Finding],
    comments: &[FieldComment],
    all: bool,
) -> StepState {
    if part == Part::Check {
        return if findings.is_empty() {
            StepState::Complete
        } else {
            StepState::NotStarted
        };
    }
    let mut own = findings.iter().filter(|f| Part::of(&f.path) == part).peekable();
    let commented = comments.iter().any(|c| Part::of(&c.path) == part) && part.same(typed, opened);
    let untouched = part.same(typed, &Typed::of(&ListingContent::default()));
    match (own.peek().is_some(), own.any(|f| all || !is_gap(f)) || commented) {
        (_, true) => StepState::NeedsYou,
        (false, false) => StepState::Complete,
        (true, false) if untouched => StepState::NotStarted,
        (true, false) => StepState::InProgress,
    }
}

#[cfg(feature = "ssr")]
/// The place of a path's part in the form, for putting comments into its order.
pub fn part_of(path: &str) -> usize {
    Part::ALL
        .iter()
        .position(|part| *part == Part::of(path))
        .unwrap_or_default()
}

/// The name of the field that a path belongs to. A whole (`name`, `specs.1`) is its first field;
/// the specs and the prices of a spec are groups with a place of their own.
pub fn field_at(path: &str) -> String {
    let whole = match path {
        "name" | "overview" | "introduction" => Some("zh"),
        "support" => Some("days_per_week"),
        _ => None,
    };
    if let Some(first) = whole {
        return format!("{path}.{first}");
    }
    let parts: Vec<&str> = path.split('.').collect();
    match parts.as_slice() {
        ["specs", n] | ["specs", n, "id" | "name"] => format!("specs.{n}.name.zh"),
        ["specs", n, "description"] => format!("specs.{n}.description.zh"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_sdk::{finding::Code, listings::check_listing};

    #[test]
    fn every_finding_of_an_empty_listing_has_a_part() {
        let mut content = ListingContent::default();
        content.specs.push(Default::default());
        for finding in check_listing(&content) {
            assert_ne!(Part::of(&finding.path), Part::Check, "{}", finding.path);
        }
    }

    #[test]
    fn a_part_needs_you_only_when_something_is_wrong_or_was_said() {
        let empty = Typed::of(&ListingContent::default());
        let begun = Typed {
            hotline: "95588".into(),
            ..empty.clone()
        };
        let gap = [Finding::error("support.mail", Code::Required)];
        let fault = [Finding::error("support.mail", Code::NotAnEmail)];
        let said = [FieldComment {
            path: "support.hotline".into(),
            text: "no answer".into(),
        }];
        for (typed, findings, comments, all, expected) in [
            (&empty, &gap[..], &[][..], false, StepState::NotStarted),
            (&begun, &gap, &[], false, StepState::InProgress),
            (&begun, &gap, &[], true, StepState::NeedsYou),
            (&begun, &fault, &[], false, StepState::NeedsYou),
            (&begun, &[], &[], false, StepState::Complete),
            (&empty, &[], &said, false, StepState::NeedsYou),
            (&begun, &[], &said, false, StepState::Complete),
        ] {
            assert_eq!(
                state_of(Part::Support, typed, &empty, findings, comments, all),
                expected
            );
        }
    }

    #[test]
    fn a_whole_leads_to_its_first_field() {
        for (path, field) in [
            ("name", "name.zh"),
            ("specs.1", "specs.1.name.zh"),
            ("specs.1.prices", "specs.1.prices"),
            ("specs.1.prices.month", "specs.1.prices.month"),
            ("specs", "specs"),
            ("certificate", "certificate"),
        ] {
            assert_eq!(field_at(path), field);
        }
    }
}
