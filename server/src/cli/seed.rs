//! `guildhall seed …` (contract.md, Demo and load data).

use super::{Console, Done, Failure, args::Seed, out::table};
use guildhall_sdk::portal::{AppError, Conflict};
use serde_json::{Value, json};

/// `seed demo` and `seed load`.
pub async fn run(console: &Console, what: Seed) -> Done {
    let refused = |error: AppError| match &error {
        AppError::Conflict {
            reason: Conflict::WrongState { state },
        } if state == "not_empty" => {
            Failure::unusable("the data folder is in use: seeds are for an empty one")
        }
        _ => console.out.refused(&error),
    };
    let document = match what {
        Seed::Demo => json!(
            guildhall_market::seed::demo(&console.market)
                .await
                .map_err(refused)?
        ),
        Seed::Load {
            order_lines,
            listings,
            sellers,
            seed,
        } => {
            let report = guildhall_market::seed::load(&console.market, order_lines, listings, sellers, seed)
                .await
                .map_err(refused)?;
            json!(report)
        }
    };
    console.out.print(|| document.clone(), || sign_ins(&document))
}

/// The accounts and links a seed made, for people.
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
    let offers = cells("offers", ["id", "state", "", "url"]);
    if offers.is_empty() {
        return accounts;
    }
    format!("{accounts}\n{}", table(["offer", "state", "", "link"], &offers))
}
