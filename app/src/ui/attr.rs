//! Small helpers for attributes that are left out when they have nothing to say.

/// `None` for an empty text, so that the attribute or element is not written at all.
pub(super) fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// `None` for `false`, `Some("true")` for `true`: ARIA states are words, not boolean attributes.
pub(super) fn aria(state: bool) -> Option<&'static str> {
    state.then_some("true")
}

/// Joins ids for `aria-describedby`, leaving out the empty ones.
pub(super) fn ids(parts: &[&str]) -> Option<String> {
    let joined = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    some(joined)
}
