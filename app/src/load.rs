//! Showing what was loaded: the content, or why there is none.

use crate::{
    fault::Fault,
    session::{lang, use_session},
    ui::{Drawing, Empty},
    words::common,
};
use guildhall_sdk::{lang::Lang, portal::AppError};
use leptos::prelude::*;
use leptos_meta::Title;

/// Shows a resource: the old content stays while a new one is on its way; a refusal becomes a page of its own.
pub fn load<T>(
    resource: Resource<Result<T, Fault>>,
    view: impl Fn(T) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
{
    let loading = common::words(lang()).loading;
    view! {
        <Transition fallback=move || view! { <p class="skeleton" role="status">{loading}</p> }>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    match resource.await {
                        Ok(data) => view(data),
                        Err(fault) => refused(&fault),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

/// A refusal as a page: what happened, why, what to do. Sets the page's status.
pub fn refused(fault: &Fault) -> AnyView {
    #[cfg(feature = "ssr")]
    if let Some(options) = use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = http::StatusCode::from_u16(fault.error.status())
    {
        options.set_status(status);
    }
    let session = use_session();
    let t = common::words(session.lang);
    let zh = session.lang == Lang::Zh;
    let (title, drawing) = match (&fault.error, zh) {
        (AppError::NotFound, true) => ("没有找到", Drawing::Search),
        (AppError::NotFound, false) => ("Not found", Drawing::Search),
        (AppError::Forbidden, true) => ("无权访问", Drawing::Gate),
        (AppError::Forbidden, false) => ("Not for this account", Drawing::Gate),
        (AppError::TwoStepNeeded, true) => ("请先设置两步登录", Drawing::Gate),
        (AppError::TwoStepNeeded, false) => ("Set two-step sign-in up first", Drawing::Gate),
        (AppError::JoinFirst, true) => ("请先完成商家入驻", Drawing::Gate),
        (AppError::JoinFirst, false) => ("Join first", Drawing::Gate),
        (AppError::SignFirst, true) => ("请先签署协议", Drawing::Seal),
        (AppError::SignFirst, false) => ("Sign the agreements first", Drawing::Seal),
        (AppError::NotSignedIn, true) => ("请重新登录", Drawing::Gate),
        (AppError::NotSignedIn, false) => ("Please sign in again", Drawing::Gate),
        (AppError::Unavailable, true) => ("暂时连不上", Drawing::Ledger),
        (AppError::Unavailable, false) => ("No answer at the moment", Drawing::Ledger),
        (_, true) => ("出错了", Drawing::Ledger),
        (_, false) => ("Something went wrong", Drawing::Ledger),
    };
    let text = match fault.error {
        AppError::NotFound => t.nothing_here.to_owned(),
        _ => fault.error.message(session.lang),
    };
    let id = fault.request_id.clone();
    let label = t.request_id;
    let sign_in = matches!(fault.error, AppError::NotSignedIn)
        .then(|| view! { <a class="btn btn-primary" href="/sign-in">{t.sign_in}</a> });
    let there = fault.error.leads_to().map(|href| {
        let label = match (&fault.error, zh) {
            (AppError::JoinFirst, true) => "查看入驻步骤",
            (AppError::JoinFirst, false) => "See the steps",
            (AppError::SignFirst, true) => "阅读并签署",
            (AppError::SignFirst, false) => "Read and sign",
            (_, true) => "去处理",
            (_, false) => "Go there",
        };
        view! { <a class="btn btn-primary" href=href>{label}</a> }
    });
    let home = matches!(fault.error, AppError::NotFound | AppError::Forbidden)
        .then(|| view! { <a class="btn btn-quiet" href="/">{t.home}</a> });
    view! {
        <Title text=title />
        <h1 class="sr-only">{title}</h1>
        <Empty drawing title text>
            {sign_in}
            {there}
            {home}
            {(!id.is_empty()).then(|| view! { <p class="hint w-full">{label} " " <code class="mono">{id}</code></p> })}
        </Empty>
    }
    .into_any()
}
