//! `guildhall seed …` (contract.md, Demo and load data).

use super::{Console, Done, args::Seed, out::table};
use serde_json::Value;

/// `seed demo` and `seed load`.
pub async fn run(console: &Console, what: Seed) -> Done {
    let refused = |e| console.out.refused(&e);
    match what {
        Seed::Demo => {
            let document = guildhall_market::seed::demo(&console.market)
                .await
                .map_err(refused)?;
            console.out.print(|| document.clone(), || sign_ins(&document))
        }
        Seed::Load {
            order_lines,
            listings,
            sellers,
            seed,
        } => {
            let document =
                guildhall_market::seed::load(&console.market, order_lines, listings, sellers, seed)
                    .await
                    .map_err(refused)?;
            console.out.print(
                || document.clone(),
                || {
                    format!(
                        "{order_lines} order lines, {listings} listings, {sellers} sellers from seed {seed}"
                    )
                },
            )
        }
    }
}

/// The demo's accounts and links, for people.
fn sign_ins(document: &Value) -> String {
    let cells = |list: &str, keys: [&str; 4]| -> Vec<[String; 4]> {
        let rows = document[list].as_array().map(Vec::as_slice).unwrap_or_default();
        let text = |v: &Value| {
            v.as_str().map_or_else(
                || if v.is_null() { String::new() } else { v.to_string() },
                str::to_owned,
            )
        };
        rows.iter().map(|row| keys.map(|key| text(&row[key]))).collect()
    };
    let accounts = table(
        ["email", "password", "role", "organisation"],
        &cells("accounts", ["email", "password", "role", "organisation"]),
    );
    let offers = table(
        ["offer", "state", "", "link"],
        &cells("offers", ["id", "state", "", "url"]),
    );
    format!("{accounts}\n{offers}")
}
