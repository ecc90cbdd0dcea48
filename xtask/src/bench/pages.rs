//! What a page costs whoever opens it: bytes on the wire.
#![expect(clippy::float_arithmetic, reason = "measurements are no money")]

use super::Lab;
use crate::http::{self, Request};
use crate::measure::Row;
use crate::portal::{self, Demo, Portal, Scratch};
use anyhow::{Context, Result};
use std::collections::BTreeSet;

/// KB of wasm that an offer link asks a visitor to load, following every script the page names. Ours asks for none.
pub fn offer_page_wasm(lab: &Lab) -> Result<Row> {
    let (_data, portal, demo) = demo_portal(lab, "bench-offer")?;
    let offer = demo
        .offers
        .iter()
        .find(|o| o.state == "live")
        .context("the demo has no live offer")?;
    let path = offer
        .url
        .as_deref()
        .and_then(|url| url.find("/o/").map(|at| &url[at..]))
        .context("an offer's address has /o/")?;
    let page = http::get(&portal.url, path, &[])?;
    anyhow::ensure!(page.status == 200, "the offer page answers {}", page.status);
    let mut bytes = 0;
    for asset in assets(&portal.url, &page.text())?
        .iter()
        .filter(|a| a.ends_with(".wasm"))
    {
        bytes += http::get(&portal.url, asset, &[])?.body.len();
    }
    Ok(Row::absolute("offer-page-wasm-kb", "KB", 0.0, &[kb(bytes)]))
}

/// KB on the wire, brotli, of the first console page after signing in: the page and everything it names.
pub fn first_seller_page(lab: &Lab) -> Result<Row> {
    let (_data, portal, demo) = demo_portal(lab, "bench-first")?;
    let seller = demo
        .accounts
        .iter()
        .find(|a| a.email == "seller@demo.test")
        .context("the demo has no seller")?;
    let form = format!(
        "email={}&password={}",
        form_encoded(&seller.email),
        form_encoded(&seller.password)
    );
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", portal.url.as_str()),
    ];
    let request = Request {
        method: "POST",
        path: "/form/sign-in",
        headers: &headers,
        body: form.as_bytes(),
    };
    let signed_in = http::send(&portal.url, &request)?;
    anyhow::ensure!(signed_in.status == 303, "sign-in answers {}", signed_in.status);
    let cookie = signed_in
        .header("set-cookie")
        .and_then(|c| c.split(';').next())
        .context("sign-in sets no cookie")?;
    let path = signed_in.header("location").context("sign-in leads nowhere")?;

    let page = http::get(&portal.url, path, &[("cookie", cookie)])?;
    anyhow::ensure!(page.status == 200, "{path} answers {}", page.status);
    let wire = |path: &str| -> Result<usize> {
        Ok(http::get(
            &portal.url,
            path,
            &[("cookie", cookie), ("accept-encoding", "br")],
        )?
        .body
        .len())
    };
    let mut bytes = wire(path)?;
    for asset in assets(&portal.url, &page.text())? {
        bytes += wire(&asset)?;
    }
    Ok(Row::absolute(
        "first-seller-page-brotli-kb",
        "KB",
        400.0,
        &[kb(bytes)],
    ))
}

/// A release portal with the demo in it.
pub fn demo_portal(lab: &Lab, name: &str) -> Result<(Scratch, Portal, Demo)> {
    let data = Scratch::new(name)?;
    let demo = serde_json::from_str(&portal::seed_demo(&lab.built, &data.0)?).context("seed demo --json")?;
    let portal = Portal::start(&lab.built, &data.0, "127.0.0.1:0")?;
    Ok((data, portal, demo))
}

/// Every file of ours a page names, and every one its scripts name in turn.
fn assets(base: &str, page: &str) -> Result<BTreeSet<String>> {
    let mut found = named_in(page);
    for script in found.clone().iter().filter(|a| a.ends_with(".js")) {
        found.extend(named_in(&http::get(base, script, &[])?.text()));
    }
    Ok(found)
}

/// Addresses from the root with an asset's extension, however they are quoted.
fn named_in(text: &str) -> BTreeSet<String> {
    text.split(|c: char| c.is_whitespace() || "\"'`()<>,;\\".contains(c))
        .filter(|word| word.starts_with('/') && !word.starts_with("//"))
        .map(|word| word.split(['?', '#']).next().unwrap_or_default())
        .filter(|path| {
            [".js", ".wasm", ".css", ".svg", ".png", ".woff2"]
                .iter()
                .any(|e| path.ends_with(e))
        })
        .map(str::to_owned)
        .collect()
}

fn form_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |all, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => all + &char::from(byte).to_string(),
        _ => all + &format!("%{byte:02X}"),
    })
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn kb(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_found_however_they_are_quoted() {
        let page = r#"<link rel="stylesheet" href="/pkg/a.css?v=1"><script>import('/pkg/a.js').then(m=>m.default({module_or_path:"/pkg/a.wasm"}))</script>
            <svg><use href="/icons.svg#bell"/></svg><a href="/seller/bills">x</a><a href="//elsewhere.test/x.js">y</a>"#;
        let expected = ["/icons.svg", "/pkg/a.css", "/pkg/a.js", "/pkg/a.wasm"];
        assert_eq!(named_in(page).into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn form_values_are_encoded() {
        assert_eq!(form_encoded("seller@demo.test"), "seller%40demo.test");
        assert_eq!(form_encoded("a b+é"), "a%20b%2B%C3%A9");
    }
}
