//! What only a browser has: local storage, randomness, uploads with progress, the warning before leaving. On the server
//! the same functions do nothing; they are only called from effects and event handlers, which do not run there.

use guildhall_sdk::{files::StoredFile, finding::Code};
use leptos::ev;
#[cfg(any(feature = "hydrate", test))]
use serde::Deserialize;

/// How an upload goes.
#[cfg_attr(not(feature = "hydrate"), allow(dead_code, reason = "only a browser uploads"))]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadEvent {
    /// Bytes sent, of how many.
    Progress { sent: u64, total: u64 },
    /// Kept.
    Stored(StoredFile),
    /// Not kept.
    Failed(UploadFailure),
}

/// Why an upload was not kept.
#[cfg_attr(not(feature = "hydrate"), allow(dead_code, reason = "only a browser uploads"))]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadFailure {
    /// No answer.
    Offline,
    /// Nobody is signed in any more.
    SignedOut,
    /// A rule.
    Rule(Code),
    /// Anything else, by its status.
    Other(u16),
}

/// What signing in again came to.
#[cfg_attr(
    not(feature = "hydrate"),
    allow(dead_code, reason = "only a browser signs in")
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedIn {
    /// The browser has a session again.
    Yes,
    /// Password or code.
    Wrong,
    /// Locked for a while.
    TooOften,
    /// No answer.
    Offline,
}

#[cfg(any(feature = "hydrate", test))]
#[derive(Deserialize)]
struct Refusal {
    error: RefusalBody,
}

#[cfg(any(feature = "hydrate", test))]
#[derive(Deserialize)]
struct RefusalBody {
    code: String,
    #[serde(default)]
    fields: Vec<RefusalField>,
}

#[cfg(any(feature = "hydrate", test))]
#[derive(Deserialize)]
struct RefusalField {
    code: String,
}

/// What the upload route's answer means.
#[cfg(any(feature = "hydrate", test))]
fn answer(status: u16, body: &str) -> UploadEvent {
    if status == 201
        && let Ok(stored) = serde_json::from_str::<StoredFile>(body)
    {
        return UploadEvent::Stored(stored);
    }
    let failure = match status {
        0 => UploadFailure::Offline,
        401 => UploadFailure::SignedOut,
        other => serde_json::from_str::<Refusal>(body)
            .ok()
            .and_then(|refusal| {
                let mut codes = vec![refusal.error.code];
                codes.extend(refusal.error.fields.into_iter().map(|f| f.code));
                codes.iter().find_map(|code| Code::from_wire(code))
            })
            .map_or(UploadFailure::Other(other), UploadFailure::Rule),
    };
    UploadEvent::Failed(failure)
}

#[cfg(feature = "hydrate")]
mod real {
    use super::{SignedIn, UploadEvent, answer, ev};
    use guildhall_sdk::ids::SpecId;
    use leptos::prelude::*;
    use std::cell::RefCell;
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use web_sys::{FormData, HtmlInputElement, ProgressEvent, XmlHttpRequest};

    /// A file somebody chose.
    #[derive(Clone)]
    pub struct PickedFile(web_sys::File);

    impl PickedFile {
        /// Its name on the sender's machine.
        pub fn name(&self) -> String {
            self.0.name()
        }
    }

    /// An upload that is under way, and the file it sends.
    struct Upload {
        file: PickedFile,
        request: XmlHttpRequest,
        // The browser calls these; they live as long as the upload.
        _progress: Closure<dyn FnMut(ProgressEvent)>,
        _end: Closure<dyn FnMut()>,
    }

    thread_local! {
        // There is one editor in sight, and one certificate: one upload at a time. These are no values for a signal:
        // on the server a signal moves between threads, and they must not.
        static UPLOAD: RefCell<Option<Upload>> = const { RefCell::new(None) };
    }

    /// Stops the upload that is under way; nothing is said any more.
    pub fn cancel_upload() {
        if let Some(upload) = UPLOAD.with_borrow_mut(Option::take) {
            upload.request.set_onloadend(None);
            if let Ok(sending) = upload.request.upload() {
                sending.set_onprogress(None);
            }
            let _ = upload.request.abort();
        }
    }

    /// The file of the last upload, for another try.
    pub fn last_picked() -> Option<PickedFile> {
        UPLOAD.with_borrow(|upload| upload.as_ref().map(|upload| upload.file.clone()))
    }

    /// The file chosen in an input; the same file can be chosen again afterwards.
    pub fn picked(event: &ev::Event) -> Option<PickedFile> {
        let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
        let file = input.files()?.get(0)?;
        input.set_value("");
        Some(PickedFile(file))
    }

    /// The file dropped on an area.
    pub fn dropped(event: &ev::DragEvent) -> Option<PickedFile> {
        event.data_transfer()?.files()?.get(0).map(PickedFile)
    }

    /// Sends a file as multipart and says how it goes, in the place of any upload before. False when it could not begin.
    pub fn upload(url: &str, file: PickedFile, on: impl Fn(UploadEvent) + Clone + 'static) -> bool {
        cancel_upload();
        begin(url, file, on).is_some_and(|upload| {
            UPLOAD.set(Some(upload));
            true
        })
    }

    fn begin(url: &str, file: PickedFile, on: impl Fn(UploadEvent) + Clone + 'static) -> Option<Upload> {
        let form = FormData::new().ok()?;
        form.append_with_blob_and_filename("file", &file.0, &file.0.name())
            .ok()?;
        let request = XmlHttpRequest::new().ok()?;
        request.open("POST", url).ok()?;
        request.set_request_header("Accept", "application/json").ok()?;
        let say = on.clone();
        let progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
            say(UploadEvent::Progress {
                sent: event.loaded() as u64,
                total: event.total() as u64,
            });
        });
        let done = request.clone();
        let end = Closure::<dyn FnMut()>::new(move || {
            let body = done.response_text().ok().flatten().unwrap_or_default();
            on(answer(done.status().unwrap_or(0), &body));
        });
        if let Ok(sending) = request.upload() {
            sending.set_onprogress(Some(progress.as_ref().unchecked_ref()));
        }
        request.set_onloadend(Some(end.as_ref().unchecked_ref()));
        request.send_with_opt_form_data(Some(&form)).ok()?;
        Some(Upload {
            file,
            request,
            _progress: progress,
            _end: end,
        })
    }

    fn storage() -> Option<web_sys::Storage> {
        window().local_storage().ok().flatten()
    }

    /// What is kept on this device.
    pub fn read_local(key: &str) -> Option<String> {
        storage()?.get_item(key).ok().flatten()
    }

    /// Keeps something on this device; a full or forbidden store is no reason to stop.
    pub fn write_local(key: &str, text: &str) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(key, text);
        }
    }

    /// Forgets it.
    pub fn remove_local(key: &str) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(key);
        }
    }

    /// A random id (UUID v4). `getRandomValues` is there without TLS too, where `randomUUID` is not.
    pub fn new_spec_id() -> Option<SpecId> {
        let text = |name: &str| JsValue::from_str(name);
        let crypto = js_sys::Reflect::get(&js_sys::global(), &text("crypto")).ok()?;
        let fill: js_sys::Function = js_sys::Reflect::get(&crypto, &text("getRandomValues"))
            .ok()?
            .dyn_into()
            .ok()?;
        let array = js_sys::Uint8Array::new_with_length(16);
        fill.call1(&crypto, &array).ok()?;
        let mut bytes = array.to_vec();
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        hex.parse().ok()
    }

    /// Asks the reader before the page is left while `dirty` says so. The listener ends with the page's owner.
    pub fn warn_before_leaving(dirty: impl Fn() -> bool + 'static) {
        let handle = window_event_listener_untyped("beforeunload", move |event| {
            if dirty() {
                event.prevent_default();
                // Older browsers ask only when the event has a value.
                let _ = js_sys::Reflect::set(&event, &JsValue::from_str("returnValue"), &JsValue::TRUE);
            }
        });
        on_cleanup(move || handle.remove());
    }

    /// The id of the section an event came from.
    pub fn section_of(event: &ev::FocusEvent) -> Option<String> {
        let element: web_sys::Element = event.target()?.dyn_into().ok()?;
        element
            .closest("section[id]")
            .ok()
            .flatten()
            .map(|section| section.id())
    }

    /// Posts the sign-in form without leaving the page. It answers with a redirect when it is taken; that is not followed.
    pub fn sign_in(email: &str, password: &str, code: &str, on: impl FnOnce(SignedIn) + 'static) {
        let form = web_sys::UrlSearchParams::new().ok();
        if let Some(form) = &form {
            form.append("email", email);
            form.append("password", password);
            form.append("code", code);
        }
        leptos::task::spawn_local(async move {
            let Some(form) = form else {
                return on(SignedIn::Offline);
            };
            let request = gloo_net::http::Request::post("/form/sign-in")
                .redirect(web_sys::RequestRedirect::Manual)
                .body(form);
            let answer = match request {
                Ok(request) => request.send().await,
                Err(_) => return on(SignedIn::Offline),
            };
            on(match answer.map(|a| (a.type_(), a.status())) {
                Ok((web_sys::ResponseType::Opaqueredirect, _)) => SignedIn::Yes,
                Ok((_, 429)) => SignedIn::TooOften,
                Ok(_) => SignedIn::Wrong,
                Err(_) => SignedIn::Offline,
            });
        });
    }

    /// Sends JSON while the page is being left; nobody hears the answer.
    pub fn send_and_forget(path: &str, json: &str) {
        let kind = web_sys::BlobPropertyBag::new();
        kind.set_type("application/json");
        let parts = js_sys::Array::of1(&JsValue::from_str(json));
        if let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &kind) {
            let _ = window().navigator().send_beacon_with_opt_blob(path, Some(&blob));
        }
    }

    /// What stands after the `#` of the address.
    pub fn fragment() -> String {
        let hash = window().location().hash().unwrap_or_default();
        hash.trim_start_matches('#').to_owned()
    }

    /// Shows an element and puts the cursor into it.
    pub fn go_to(id: &str) {
        let Some(element) = document().get_element_by_id(id) else {
            return;
        };
        element.scroll_into_view();
        if let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() {
            let _ = element.focus();
        }
    }
}

#[cfg(feature = "hydrate")]
pub use real::*;

#[cfg(not(feature = "hydrate"))]
mod none {
    use super::{SignedIn, UploadEvent, ev};
    use guildhall_sdk::ids::SpecId;

    #[derive(Clone)]
    pub struct PickedFile;

    impl PickedFile {
        pub fn name(&self) -> String {
            String::new()
        }
    }

    pub fn cancel_upload() {}

    pub fn last_picked() -> Option<PickedFile> {
        None
    }

    pub fn picked(_: &ev::Event) -> Option<PickedFile> {
        None
    }

    pub fn dropped(_: &ev::DragEvent) -> Option<PickedFile> {
        None
    }

    pub fn upload(_: &str, _: PickedFile, _: impl Fn(UploadEvent) + Clone + 'static) -> bool {
        false
    }

    pub fn read_local(_: &str) -> Option<String> {
        None
    }

    pub fn write_local(_: &str, _: &str) {}

    pub fn remove_local(_: &str) {}

    pub fn new_spec_id() -> Option<SpecId> {
        None
    }

    pub fn warn_before_leaving(_: impl Fn() -> bool + 'static) {}

    pub fn section_of(_: &ev::FocusEvent) -> Option<String> {
        None
    }

    pub fn sign_in(_: &str, _: &str, _: &str, _: impl FnOnce(SignedIn) + 'static) {}

    pub fn send_and_forget(_: &str, _: &str) {}

    pub fn fragment() -> String {
        String::new()
    }

    pub fn go_to(_: &str) {}
}

#[cfg(not(feature = "hydrate"))]
pub use none::*;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_upload_routes_answers_are_understood() {
        let refused = |code: &str, field: &str| {
            format!(
                r#"{{"error":{{"code":"{code}","message":"…","fields":[{{"path":"file","code":"{field}","message":"…"}}]}},"request_id":"r"}}"#
            )
        };
        let stored = r#"{"id":"01935b5e-0000-7000-8000-000000000001","name":"c.pdf","sha256":"ab","size":3,"kind":"pdf"}"#;
        assert!(matches!(answer(201, stored), UploadEvent::Stored(file) if file.name == "c.pdf"));
        for (status, body, expected) in [
            (0, String::new(), UploadFailure::Offline),
            (401, refused("not_signed_in", "x"), UploadFailure::SignedOut),
            (
                415,
                refused("upload.mismatch", "upload.mismatch"),
                UploadFailure::Rule(Code::UploadMismatch),
            ),
            (
                422,
                refused("invalid", "upload.encrypted"),
                UploadFailure::Rule(Code::UploadEncrypted),
            ),
            (502, "<html>".to_owned(), UploadFailure::Other(502)),
            (201, "cut".to_owned(), UploadFailure::Other(201)),
        ] {
            assert_eq!(answer(status, &body), UploadEvent::Failed(expected), "{status}");
        }
    }
}
