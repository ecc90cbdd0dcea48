//! A text as a square of squares: offer links, and the set-up of an authenticator.

use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;

/// A text as a QR code: black on white whatever the theme, because that is what phones read best. One path of whole
/// modules, sharp at every size. None only for a text of some thousand characters.
pub(crate) fn svg(text: &str) -> Option<String> {
    const QUIET: usize = 4;
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut modules = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let start = x;
            while x < code.size && code[y][x].value() {
                x += 1;
            }
            if x > start {
                let run = x - start;
                let _ = write!(modules, "M{} {}h{run}v1h-{run}z", start + QUIET, y + QUIET);
            } else {
                x += 1;
            }
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path fill=\"#000\" d=\"{modules}\"/></svg>"
    ))
}
