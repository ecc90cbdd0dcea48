//! Static files: `/pkg/*`, the icon sprite, the logo. From the folder that `cargo xtask` builds, with the `.br` and `.gz`
//! beside each file.

use crate::{error::Asker, state::Web};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use guildhall_app::server::SiteAssets;
use guildhall_sdk::portal::AppError;
use std::{
    fs::Metadata,
    path::{Component, Path, PathBuf},
    time::UNIX_EPOCH,
};
use tokio_util::io::ReaderStream;

/// A year: the name changes with the content.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Plain names: kept, and asked about each time.
const ASK: HeaderValue = HeaderValue::from_static("public, no-cache");
/// Crawlers may read products and stores, nothing else.
const ROBOTS: &str = "User-agent: *\nAllow: /p/\nAllow: /s/\nAllow: /pictures/\nDisallow: /\n";

/// A route per file and folder at the top of the site, so that nothing else is ever looked for on the disk.
pub fn router(web: &Web) -> Router {
    let mut router = Router::new();
    let mut robots = false;
    for entry in std::fs::read_dir(&web.config.site)
        .into_iter()
        .flatten()
        .flatten()
    {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let plain = name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if !plain || name.starts_with('.') || name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        robots |= name == "robots.txt";
        let folder = entry.file_type().is_ok_and(|t| t.is_dir());
        let route = if folder {
            format!("/{name}/{{*path}}")
        } else {
            format!("/{name}")
        };
        router = router.route(&route, get(file));
    }
    if !robots {
        router = router.route("/robots.txt", get(async || ROBOTS));
    }
    router.with_state(web.clone())
}

/// The addresses of script, wasm and style sheet: `pkg/manifest.json` says how this build calls them.
pub fn assets(site: &Path) -> SiteAssets {
    let manifest = site.join("pkg/manifest.json");
    let names: serde_json::Value = std::fs::read(&manifest)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    if names.is_null() {
        tracing::warn!(manifest = %manifest.display(), "no site was built there: pages have neither style nor script");
    }
    let url = |key: &str, plain: &str| format!("/pkg/{}", names[key].as_str().unwrap_or(plain));
    SiteAssets {
        js: url("js", "guildhall.js"),
        wasm: url("wasm", "guildhall_bg.wasm"),
        editor_js: url("editor_js", "editor.js"),
        editor_wasm: url("editor_wasm", "editor_bg.wasm"),
        css: url("css", "guildhall.css"),
    }
}

async fn file(State(web): State<Web>, asker: Asker, request: Request) -> Response {
    match send(&web.config.site, request.uri().path(), request.headers()).await {
        Some(response) => response,
        None => asker.refuse(&AppError::NotFound),
    }
}

async fn send(site: &Path, path: &str, asked: &HeaderMap) -> Option<Response> {
    let path = site.join(inside(path)?);
    let (packed, encoding, about) = choose(&path, asked).await?;
    let etag = etag(&about, encoding)?;
    let name = path.file_name()?.to_str()?;
    let mut response = if asked
        .get(header::IF_NONE_MATCH)
        .is_some_and(|v| matches(v, &etag))
    {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let opened = tokio::fs::File::open(&packed).await.ok()?;
        let mut response = Body::from_stream(ReaderStream::with_capacity(opened, 64 * 1024)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_LENGTH, HeaderValue::from(about.len()));
        response
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind(name)?);
    headers.insert(header::CACHE_CONTROL, if is_hashed(name) { FOREVER } else { ASK });
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::ETAG, etag);
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Some(response)
}

/// The path below the site's folder; none for anything that could leave it.
fn inside(path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.strip_prefix('/')?);
    let named = relative
        .components()
        .all(|c| matches!(c, Component::Normal(n) if !n.to_str().unwrap_or(".").starts_with('.')));
    let plain = path
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b));
    (named && plain).then(|| relative.to_owned())
}

type Chosen = (PathBuf, Option<&'static str>, Metadata);

/// The smallest form the client takes.
async fn choose(path: &Path, asked: &HeaderMap) -> Option<Chosen> {
    for (encoding, extension) in [("br", "br"), ("gzip", "gz")] {
        if !accepts(asked, encoding) {
            continue;
        }
        let mut packed = path.to_owned().into_os_string();
        packed.push(format!(".{extension}"));
        let packed = PathBuf::from(packed);
        if let Some(about) = regular(&packed).await {
            return Some((packed, Some(encoding), about));
        }
    }
    let about = regular(path).await?;
    Some((path.to_owned(), None, about))
}

async fn regular(path: &Path) -> Option<Metadata> {
    tokio::fs::metadata(path).await.ok().filter(Metadata::is_file)
}

fn accepts(asked: &HeaderMap, encoding: &str) -> bool {
    let all = asked
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','));
    all.map(str::trim).any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let named = pieces
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        named
            && !pieces.any(|p| {
                p.strip_prefix("q=")
                    .is_some_and(|q| q.trim_matches(['0', '.']).is_empty())
            })
    })
}

fn etag(about: &Metadata, encoding: Option<&str>) -> Option<HeaderValue> {
    let changed = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    HeaderValue::from_str(&format!(
        "\"{:x}-{changed:x}{}\"",
        about.len(),
        encoding.unwrap_or_default()
    ))
    .ok()
}

fn matches(sent: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(sent), Ok(etag)) = (sent.to_str(), etag.to_str()) else {
        return false;
    };
    sent.split(',')
        .map(|s| s.trim().trim_start_matches("W/"))
        .any(|s| s == etag || s == "*")
}

fn kind(name: &str) -> Option<HeaderValue> {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let charset = if kind.type_() == "text" && kind.get_param("charset").is_none() {
        "; charset=utf-8"
    } else {
        ""
    };
    HeaderValue::from_str(&format!("{}{charset}", kind.as_ref())).ok()
}

/// `guildhall.0123456789abcdef.js`: sixteen hex digits of the content, as the site's build writes them.
fn is_hashed(name: &str) -> bool {
    name.split('.')
        .any(|part| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_folder_is_reached() {
        for path in [
            "/pkg/../../etc/passwd",
            "/pkg/..%2f..",
            "/.git/config",
            "/pkg/.env",
            "/pkg/a\\b",
            "//etc/passwd",
            "/pkg/./a",
        ] {
            let safe = inside(path).is_none_or(|p| p.is_relative() && !p.to_string_lossy().contains(".."));
            assert!(safe, "{path}");
        }
        assert_eq!(inside("/pkg/../a"), None);
        assert_eq!(inside("//etc/passwd"), None);
        assert_eq!(
            inside("/pkg/guildhall.css"),
            Some(PathBuf::from("pkg/guildhall.css"))
        );
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        assert!(is_hashed("guildhall.0123456789abcdef.js"));
        assert!(!is_hashed("guildhall.js") && !is_hashed("icons.svg"));
    }

    #[test]
    fn encodings_are_taken_as_the_client_says() {
        let accepts = |header: &'static str, encoding| {
            let mut map = HeaderMap::new();
            map.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(header));
            super::accepts(&map, encoding)
        };
        assert!(accepts("gzip, deflate, br", "br") && accepts("br;q=0.5", "br"));
        assert!(
            !accepts("br;q=0", "br") && !accepts("gzip;q=0.0, br", "gzip") && !accepts("deflate", "gzip")
        );
    }
}
