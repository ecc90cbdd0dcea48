//! CSV as spreadsheets read it: UTF-8 with BOM, CRLF, quoted where needed.

/// The byte order mark: without it spreadsheets read Chinese as gibberish.
pub(super) const BOM: &[u8] = "\u{feff}".as_bytes();

/// The end of a row.
pub(super) const END: &[u8] = b"\r\n";

/// Writes a text cell. A text that a spreadsheet would run as a formula gets an apostrophe before it: texts are
/// somebody else's words. Amounts never come through here.
pub(super) fn text(out: &mut Vec<u8>, cell: &str) {
    let bytes = cell.as_bytes();
    let guarded = matches!(bytes.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'));
    let quoted = bytes.iter().any(|b| matches!(b, b'"' | b',' | b'\r' | b'\n'));
    if quoted {
        out.push(b'"');
    }
    if guarded {
        out.push(b'\'');
    }
    if quoted {
        for byte in bytes {
            if *byte == b'"' {
                out.push(b'"');
            }
            out.push(*byte);
        }
        out.push(b'"');
    } else {
        out.extend_from_slice(bytes);
    }
}

/// Writes hundredths, given in decimal digits, with two decimals: `-5` is `-0.05`. For amounts and percentages.
pub(super) fn hundredths(out: &mut Vec<u8>, digits: &str) {
    let digits = match digits.strip_prefix('-') {
        Some(rest) => {
            out.push(b'-');
            rest
        }
        None => digits,
    };
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(2));
    out.extend_from_slice(if whole.is_empty() { b"0" } else { whole.as_bytes() });
    out.push(b'.');
    if fraction.len() < 2 {
        out.push(b'0');
    }
    out.extend_from_slice(fraction.as_bytes());
}

/// Writes an instant (microseconds since 1970) as local time, `2026-11-22 17:28:05`.
pub(super) fn instant(out: &mut Vec<u8>, micros: i64, offset_minutes: i32) {
    let seconds = micros.div_euclid(1_000_000) + i64::from(offset_minutes) * 60;
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    two(out, year / 100);
    two(out, year % 100);
    for (before, part) in [
        (b'-', month),
        (b'-', day),
        (b' ', second / 3_600),
        (b':', second / 60 % 60),
        (b':', second % 60),
    ] {
        out.push(before);
        two(out, part);
    }
}

fn two(out: &mut Vec<u8>, number: i64) {
    let digit = |n: i64| b'0' + u8::try_from(n % 10).unwrap_or_default();
    out.extend_from_slice(&[digit(number / 10), digit(number)]);
}

/// The date of a day counted from 1970, by the 400-year cycle of the calendar; years count from March, so that the
/// leap day is the last of one.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use guildhall_sdk::{money::Money, time::Zone};

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn text_cells() {
        for (cell, expected) in [
            ("基础版", "基础版"),
            ("", ""),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "\"'\rx\""),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
            ("a=b", "a=b"),
        ] {
            assert_eq!(written(|out| text(out, cell)), expected, "{cell:?}");
        }
    }

    #[test]
    fn amounts_are_written_as_money_writes_them() {
        for minor in [
            0,
            1,
            -1,
            5,
            -5,
            10,
            99,
            100,
            -100,
            12_345,
            -123_456_789,
            i64::MAX,
            i64::MIN + 1,
        ] {
            let expected = Money::cny(minor).major();
            assert_eq!(written(|out| hundredths(out, &minor.to_string())), expected);
        }
    }

    #[test]
    fn instants_are_written_as_the_zone_writes_them() {
        let zones = [
            Zone::default(),
            Zone {
                name: "x".into(),
                offset_minutes: -570,
            },
        ];
        // Every 11 h 7 min over 130 years meets every day of the calendar and both ends of years.
        for step in 0..100_000_i64 {
            let micros = (step * 40_020 - 900_000_000) * 1_000_000 + step;
            let at = DateTime::from_timestamp_micros(micros).expect("instant");
            let zone = &zones[usize::try_from(step % 2).expect("0 or 1")];
            assert_eq!(
                written(|out| instant(out, micros, zone.offset_minutes)),
                zone.second(at)
            );
        }
    }
}
