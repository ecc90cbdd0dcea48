//! `/seller/agreements`: what a seller has signed and has to sign.

use super::{
    coming_in_words::{Words, words},
    parts::{blocked, flash, refusal},
};
use crate::{
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::fill,
};
use guildhall_sdk::{
    lang::Lang,
    sellers::{AgreementText, GetMyAgreements, MyAgreement, MyAgreements, SignAgreement, Signature},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn AgreementsPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| crate::door::run(GetMyAgreements {}));
    let t = words(session.lang);
    view! {
        <Title text=t.agreements />
        {load(data, move |mine| {
            body(&session, &query.get_untracked().get("done").unwrap_or_default(), &mine)
        })}
    }
}

fn body(session: &Session, done: &str, mine: &MyAgreements) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let form = use_form("sellers/sign");
    let open = mine.in_force.iter().any(|a| a.signature.is_none());
    let waits = open && !mine.blocked_by.is_empty();
    let may = session.may::<SignAgreement>() && !waits;
    let badge = (!mine.in_force.is_empty()).then(|| {
        let (tone, label) = if open {
            (Tone::Wait, t.unsigned)
        } else {
            (Tone::Done, t.signed)
        };
        view! { <Badge tone label /> }.into_any()
    });
    let none = mine.in_force.is_empty().then(|| {
        view! { <Empty drawing=Drawing::Seal title=t.no_agreements text=t.no_agreements_text /> }
    });
    let texts = mine
        .in_force
        .iter()
        .map(|agreement| in_force(session, agreement, &form, may))
        .collect_view();
    let earlier = (!mine.earlier.is_empty()).then(|| earlier(session, t, &mine.earlier));
    view! {
        <PageHead title=t.agreements lead=t.agreements_lead badge=badge.unwrap_or_else(|| ().into_any()) />
        <div class="stack">
            {flash(t, done)}
            {refusal(session, &form)}
            {waits.then(|| blocked(lang, &mine.blocked_by))}
            {none}
            {texts}
            {earlier}
        </div>
    }
    .into_any()
}

/// A text as it is read: its own language first, paragraphs kept.
pub fn prose(lang: Lang, text: &AgreementText) -> AnyView {
    let paragraphs = text
        .body
        .get(lang)
        .split("\n\n")
        .map(|p| view! { <p class="whitespace-pre-line">{p.to_owned()}</p> })
        .collect_view();
    view! { <div class="prose">{paragraphs}</div> }.into_any()
}

fn in_force(session: &Session, agreement: &MyAgreement, form: &FormView, may: bool) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let text = &agreement.text;
    let title = text.title.get(lang).to_owned();
    let lead = format!(
        "{} · {}",
        fill(t.version, &[("n", &text.version)]),
        fill(t.published, &[("time", &session.zone.minute(text.published_at))])
    );
    let prose = prose(lang, text);
    let hash = text.sha256.clone();
    let foot = match (&agreement.signature, may) {
        (Some(signature), _) => signed(session, t, signature),
        (None, true) => sign(t, agreement, form),
        (None, false) => view! { <Badge tone=Tone::Wait label=t.unsigned /> }.into_any(),
    };
    // What is signed is folded away; what is to be signed is open to be read.
    let open = agreement.signature.is_none();
    view! {
        <Card title lead id=text.kind.as_str()>
            <div class="stack">
                <details open=open>
                    <summary class="btn btn-text">
                        <Icon name="chevron-down" />
                        <span>{t.read_it}</span>
                    </summary>
                    <div class="mt-4">{prose}</div>
                </details>
                <p class="hint">{t.hash} " " <code class="mono break-all">{hash}</code></p>
                {foot}
            </div>
        </Card>
    }
    .into_any()
}

fn signed(session: &Session, t: &'static Words, signature: &Signature) -> AnyView {
    let text = fill(
        t.signed_by,
        &[
            ("name", &signature.name),
            ("email", &signature.email),
            ("time", &session.zone.second(signature.signed_at)),
        ],
    );
    view! { <Callout tone=Tone::Done title=t.signed>{text}</Callout> }.into_any()
}

fn sign(t: &'static Words, agreement: &MyAgreement, form: &FormView) -> AnyView {
    let text = &agreement.text;
    let id = text.id.to_string();
    // Several forms of one kind stand on the page: what was typed belongs to the one that was sent.
    let mine = form.value("agreement").is_some_and(|sent| sent == id);
    let value = if mine {
        form.value_or("name", "")
    } else {
        String::new()
    };
    let (errors, not_read) = if mine {
        (form.errors("name"), form.errors("accepted"))
    } else {
        (Vec::new(), Vec::new())
    };
    let checked = mine && form.ticked_or("accepted", false);
    let before = agreement.signed_before.map(|n| {
        let title = fill(t.replaced_note, &[("n", &n)]);
        view! { <Callout tone=Tone::Wait title /> }
    });
    // The fields of the form that was refused have the ids the summary of errors leads to.
    let own = |name: &str| {
        if mine {
            field_id(name)
        } else {
            field_id(&format!("{name}-{}", text.kind.as_str()))
        }
    };
    let (name, tick) = (own("name"), own("accepted"));
    let described = format!("{name}-errors {name}-help");
    let invalid = (!errors.is_empty()).then_some("true");
    let lines = errors
        .into_iter()
        .map(|text| view! { <p class="field-error"><Icon name="circle-alert" /><span>{text}</span></p> })
        .collect_view();
    view! {
        <form class="form" method="post" novalidate=true action="/form/sellers/sign">
            {before}
            <input type="hidden" name="agreement" value=id />
            <input type="hidden" name="sha256" value=text.sha256.clone() />
            <div class="field">
                <div class="field-label">
                    <label for=name.clone()>{t.sign_name}</label>
                </div>
                <div class="field-control">
                    <span class="control">
                        <input
                            type="text"
                            id=name.clone()
                            name="name"
                            value=value
                            autocomplete="name"
                            maxlength="60"
                            aria-describedby=described
                            aria-invalid=invalid
                        />
                    </span>
                </div>
                <div class="field-errors" id=format!("{name}-errors")>{lines}</div>
                <p class="field-help" id=format!("{name}-help")>{t.sign_name_help}</p>
            </div>
            <Checkbox name="accepted" label=t.i_agree checked id=tick errors=not_read />
            <div class="buttons">
                <Button kind=Kind::Seal label=t.sign icon="stamp" />
            </div>
        </form>
    }
    .into_any()
}

fn earlier(session: &Session, t: &'static Words, signed: &[(AgreementText, Signature)]) -> AnyView {
    let lang = session.lang;
    let rows = signed
        .iter()
        .map(|(text, signature)| {
            let name = text.title.get(lang).to_owned();
            let version = fill(t.version, &[("n", &text.version)]);
            let prose = prose(lang, text);
            view! {
                <tr>
                    <td>
                        <details>
                            <summary class="row-name">{name} " · " {version}</summary>
                            <div class="mt-4">{prose}</div>
                        </details>
                    </td>
                    <td data-label=t.signer>{signature.name.clone()}</td>
                    <td data-label=t.signed_at>{session.zone.minute(signature.signed_at)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text(t.agreement),
        Column::text(t.signer),
        Column::text(t.signed_at),
    ];
    view! {
        <Card title=t.earlier flush=true>
            <Ledger caption=t.earlier columns stack=true>
                {rows}
            </Ledger>
        </Card>
    }
    .into_any()
}
