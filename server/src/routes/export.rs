//! `GET /exports/bills/{id}.csv?order_number=…&product=…&paid_from=…&paid_to=…`: the page's filter, streamed as CSV.

use super::download::attachment;
use crate::{error::Asker, state::Web};
use axum::{
    Extension,
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use guildhall_market::{Actor, RequestInfo, settlement::export_bill_lines};
use guildhall_sdk::{ids::BillId, portal::AppError, settlement::BillLineFilter};
use std::collections::HashMap;

/// The lines of a bill.
pub async fn bill_lines(
    State(web): State<Web>,
    asker: Asker,
    Extension(actor): Extension<Actor>,
    Extension(request): Extension<RequestInfo>,
    Path(file): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let asked = file.strip_suffix(".csv").and_then(|id| id.parse::<BillId>().ok());
    let started = match (asked, filter(&query)) {
        (Some(bill), Ok(filter)) => {
            export_bill_lines(&web.market, &actor, &request, bill, filter, asker.lang).await
        }
        (None, _) => Err(AppError::NotFound),
        (_, Err(error)) => Err(error),
    };
    match started {
        Ok((name, rows)) => {
            let mut response = Body::from_stream(rows).into_response();
            let headers = response.headers_mut();
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/csv; charset=utf-8"),
            );
            headers.insert(header::CONTENT_DISPOSITION, attachment(&name));
            response
        }
        Err(error) => asker.refuse(&error),
    }
}

/// The filter as the page's address has it: an empty field filters nothing.
fn filter(query: &HashMap<String, String>) -> Result<BillLineFilter, AppError> {
    let text = |name: &str| query.get(name).map(|v| v.trim().to_owned()).unwrap_or_default();
    let day = |name: &str| -> Result<Option<NaiveDate>, AppError> {
        let text = text(name);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse()
            .map(Some)
            .map_err(|_| AppError::malformed(format!("{name}: a day like 2026-11-22 is needed")))
    };
    Ok(BillLineFilter {
        order_number: text("order_number"),
        product: text("product"),
        paid_from: day("paid_from")?,
        paid_to: day("paid_to")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_fields_filter_nothing_and_bad_days_are_named() {
        let query = |pairs: &[(&str, &str)]| {
            pairs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect()
        };
        let read = filter(&query(&[
            ("order_number", " CS26 "),
            ("paid_from", ""),
            ("paid_to", "2026-11-22"),
            ("page", "x"),
        ]));
        let expected = BillLineFilter {
            order_number: "CS26".into(),
            paid_to: NaiveDate::from_ymd_opt(2026, 11, 22),
            ..BillLineFilter::default()
        };
        assert_eq!(read, Ok(expected));
        let refused = filter(&query(&[("paid_from", "22.11.2026")])).unwrap_err();
        assert!(matches!(refused, AppError::Malformed { detail } if detail.starts_with("paid_from")));
    }
}
