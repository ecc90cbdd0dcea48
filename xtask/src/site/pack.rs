//! Files of the site: copying, names, precompressed siblings.

use anyhow::{Context, Result};
use serde::Serialize;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Smaller files gain nothing from compression.
const WORTH_COMPRESSING: u64 = 512;
const COMPRESSIBLE: &[&str] = &[
    "js",
    "mjs",
    "wasm",
    "css",
    "svg",
    "json",
    "txt",
    "html",
    "xml",
    "webmanifest",
];

/// `pkg/manifest.json`: how the files are called in this build.
#[derive(Serialize)]
struct Manifest {
    js: String,
    wasm: String,
    editor_js: String,
    editor_wasm: String,
    css: String,
}

/// Sixteen hex digits that change with the content: for names and stamps, not for security.
pub fn fingerprint(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}

/// Makes `folder` exist and be empty.
///
/// # Errors
/// When it cannot be removed or made.
pub fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))
}

/// Copies a folder's content into another; an absent source is an empty one.
///
/// # Errors
/// When a file cannot be copied.
pub fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    for file in files(from)? {
        let target = to.join(file.strip_prefix(from).context("a file outside its folder")?);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
        }
        fs::copy(&file, &target).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}

/// Writes the manifest; in release the names carry the content's fingerprint, so that they may be cached for ever.
/// The bindings name the wasm only as a default: our pages pass its address.
///
/// # Errors
/// When one of the files is missing.
pub fn name_files(pkg: &Path, release: bool) -> Result<()> {
    let named = |stem: &str, ext: &str| -> Result<String> {
        let plain = format!("{stem}.{ext}");
        if !release {
            return Ok(plain);
        }
        let bytes = fs::read(pkg.join(&plain)).with_context(|| format!("{plain} is missing"))?;
        let hashed = format!("{stem}.{}.{ext}", fingerprint(&bytes));
        fs::rename(pkg.join(&plain), pkg.join(&hashed)).with_context(|| format!("cannot rename {plain}"))?;
        Ok(hashed)
    };
    let manifest = Manifest {
        js: named("guildhall", "js")?,
        wasm: named("guildhall_bg", "wasm")?,
        editor_js: named("editor", "js")?,
        editor_wasm: named("editor_bg", "wasm")?,
        css: named("guildhall", "css")?,
    };
    let path = pkg.join("manifest.json");
    fs::write(&path, serde_json::to_vec(&manifest)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Puts `.br` and `.gz` beside every file worth it.
///
/// # Errors
/// When a file cannot be read or written.
pub fn precompress(folder: &Path) -> Result<()> {
    for file in files(folder)? {
        let extension = file.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if COMPRESSIBLE.contains(&extension) && file.metadata()?.len() >= WORTH_COMPRESSING {
            let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let sibling = |added: &str| file.with_extension(format!("{extension}.{added}"));
            fs::write(sibling("br"), brotli(&bytes)?).context("cannot write .br")?;
            fs::write(sibling("gz"), gzip(&bytes)?).context("cannot write .gz")?;
        }
    }
    Ok(())
}

/// At its best (quality 11): it is done once per release.
fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    writer.write_all(bytes)?;
    Ok(writer.into_inner())
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// Puts `fresh` where `site` was. A server that is running keeps finding whole files.
///
/// # Errors
/// When a rename fails.
pub fn replace(fresh: &Path, site: &Path) -> Result<()> {
    let old = fresh.with_extension("old");
    if old.exists() {
        fs::remove_dir_all(&old).with_context(|| format!("cannot remove {}", old.display()))?;
    }
    if site.exists() {
        fs::rename(site, &old).with_context(|| format!("cannot move {}", site.display()))?;
    }
    fs::rename(fresh, site).with_context(|| format!("cannot move {}", fresh.display()))?;
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

/// Every file below a folder; none when the folder does not exist. In order of name, so that builds repeat.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(found);
    };
    for entry in entries {
        let path = entry
            .with_context(|| format!("cannot list {}", folder.display()))?
            .path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_release_has_hashed_names_a_manifest_and_siblings_that_unpack_to_the_same() {
        let folder = std::env::temp_dir().join(format!("guildhall-pack-{}", std::process::id()));
        empty(&folder).expect("folder");
        let script = "export default 1;\n".repeat(100);
        for (name, text) in [
            ("guildhall.js", script.as_str()),
            ("guildhall_bg.wasm", "wasm"),
            ("editor.js", "editor"),
            ("editor_bg.wasm", "wasm"),
            ("guildhall.css", "a{}"),
        ] {
            fs::write(folder.join(name), text).expect("file");
        }
        name_files(&folder, true).expect("names");
        precompress(&folder).expect("siblings");

        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(folder.join("manifest.json")).expect("manifest")).expect("JSON");
        let js = manifest["js"].as_str().expect("js");
        assert_eq!(js, format!("guildhall.{}.js", fingerprint(script.as_bytes())));
        assert!(
            !folder.join("guildhall.js").exists(),
            "the plain name must be gone"
        );
        let mut unpacked = String::new();
        let packed = fs::File::open(folder.join(format!("{js}.br"))).expect("br");
        brotli::Decompressor::new(packed, 4096)
            .read_to_string(&mut unpacked)
            .expect("brotli");
        assert_eq!(unpacked, script);
        unpacked.clear();
        let packed = fs::File::open(folder.join(format!("{js}.gz"))).expect("gz");
        flate2::read::GzDecoder::new(packed)
            .read_to_string(&mut unpacked)
            .expect("gzip");
        assert_eq!(unpacked, script);
        let wasm = manifest["wasm"].as_str().expect("wasm");
        assert!(
            !folder.join(format!("{wasm}.br")).exists(),
            "four bytes are not worth compressing"
        );
        fs::remove_dir_all(&folder).expect("clean-up");
    }

    #[test]
    fn a_fingerprint_follows_the_content() {
        assert_eq!(fingerprint(b"a"), fingerprint(b"a"));
        assert_ne!(fingerprint(b"a"), fingerprint(b"b"));
    }
}
