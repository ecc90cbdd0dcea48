//! `guildhall listing …`: the rules over a file, and documents out of and into the marketplace.

use super::{
    Console, Done, Failure, Out, args,
    out::{finding_document, raw},
    people,
};
use guildhall_sdk::{
    finding::{Severity, has_errors},
    listings::{CreateListing, GetListing, ListingContent, check_listing},
};
use serde_json::json;
use std::{io::Read, path::Path};

/// Largest document read: far above what the rules allow.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// `listing check FILE`: every rule of the SDK, no database.
pub fn check(out: Out, file: &Path) -> Done {
    let content = read(file)?;
    let findings = check_listing(&content);
    out.print(
        || json!({ "findings": findings.iter().map(finding_document).collect::<Vec<_>>() }),
        || match findings.len() {
            0 => "no findings".into(),
            n => {
                let lines = findings.iter().map(|f| {
                    let mark = if f.severity == Severity::Error {
                        "error  "
                    } else {
                        "warning"
                    };
                    format!("{mark} {}\n", out.finding(f))
                });
                format!("{}{n} finding(s)", lines.collect::<String>())
            }
        },
    )?;
    if has_errors(&findings) {
        Err(Failure::said())
    } else {
        Ok(())
    }
}

/// `listing export` and `listing import`.
pub async fn run(console: &Console, what: args::Listing) -> Done {
    match what {
        args::Listing::Check { file } => check(console.out, &file),
        args::Listing::Export { id } => {
            let view = console.act(GetListing { listing: id }).await?;
            let document = serde_json::to_value(&view.content).map_err(Failure::unusable)?;
            raw(format!("{document:#}\n").as_bytes())
        }
        args::Listing::Import { file, seller } => {
            let content = read(&file)?;
            let view = people::acting(console, &seller, CreateListing { content }).await?;
            console.out.print(
                || json!({ "id": view.id, "version": view.version, "findings": view.findings.iter().map(finding_document).collect::<Vec<_>>() }),
                || format!("{} is a draft with {} finding(s)", view.id, view.findings.len()),
            )
        }
    }
}

/// Reads a document; what does not read is named by its place.
fn read(file: &Path) -> Done<ListingContent> {
    let name = file.display();
    let unreadable = |e: &dyn std::fmt::Display| Failure::unusable(format!("{name}: {e}"));
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = match file.to_str() {
        Some("-") => Box::new(std::io::stdin()),
        _ => Box::new(std::fs::File::open(file).map_err(|e| unreadable(&e))?),
    };
    source
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| unreadable(&e))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(unreadable(&"larger than 16 MiB"));
    }
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut reader = serde_json::Deserializer::from_slice(text);
    let content = serde_path_to_error::deserialize(&mut reader).map_err(|e| {
        let path = e.path().to_string();
        let at = if path == "." {
            String::new()
        } else {
            format!("{path}: ")
        };
        unreadable(&format!("{at}{}", e.inner()))
    })?;
    reader.end().map_err(|e| unreadable(&e))?;
    Ok(content)
}
