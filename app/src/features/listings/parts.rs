//! Parts of a listing that its pages and its editor show alike.

use super::words::words;
use crate::{
    ui::{Button, Kind, Size},
    words::common,
};
use guildhall_sdk::{
    lang::Lang,
    listings::{Certificate, ChargingMode},
};
use leptos::prelude::*;

/// The certificate's file with a button that fetches it. `page` is the page to come back to when that is refused.
pub fn certificate_view(certificate: Option<&Certificate>, page: &str, lang: Lang) -> AnyView {
    let t = words(lang);
    let Some(certificate) = certificate.filter(|c| !c.file.0.is_nil()) else {
        return line("", lang);
    };
    let page =
        (!page.is_empty()).then(|| view! { <input type="hidden" name="_page" value=page.to_owned() /> });
    let fingerprint: String = certificate.sha256.chars().take(12).collect();
    view! {
        <form method="post" action="/form/files/open" class="row">
            <input type="hidden" name="file" value=certificate.file.to_string() />
            {page}
            <div>
                <p class="row-name">{certificate.name.clone()}</p>
                <p class="hint">
                    <span class="num">{size(certificate.size)}</span>
                    " · SHA-256 "
                    <span class="mono" title=certificate.sha256.clone()>{fingerprint}</span>
                </p>
            </div>
            <Button kind=Kind::Quiet size=Size::Small label=t.download icon="download" />
        </form>
    }
    .into_any()
}

/// Bytes for people: `3.2 MB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes.div_ceil(1_024)),
        _ => {
            let tenths = bytes * 10 / 1_048_576;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// What a charging mode means, in one line.
pub fn charging_hint(mode: ChargingMode, lang: Lang) -> &'static str {
    let t = words(lang);
    match mode {
        ChargingMode::Period => t.charging_period_hint,
        ChargingMode::OneTime => t.charging_once_hint,
    }
}

/// A line, or the word for nothing.
pub(super) fn line(text: &str, lang: Lang) -> AnyView {
    if text.trim().is_empty() {
        view! { <span class="hint">{common::words(lang).none}</span> }.into_any()
    } else {
        view! { <span>{text.to_owned()}</span> }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_by_people() {
        for (bytes, expected) in [
            (0, "0 B"),
            (1_023, "1023 B"),
            (1_024, "1 KB"),
            (1_025, "2 KB"),
            (20_971_520, "20.0 MB"),
            (3_400_000, "3.2 MB"),
        ] {
            assert_eq!(size(bytes), expected);
        }
    }
}
