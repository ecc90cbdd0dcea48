//! Pictures that everybody sees: PNG and JPEG, read to their very end. A picture is not decoded here; what is checked
//! is that a browser will see a picture and nothing else: the right magic under the right extension, every part inside
//! the file, no more pixels than are shown, and not a byte behind the end (an archive or a page could stand there).

use super::{UploadFault, bytes::damaged};
use std::io::{Read, Seek, SeekFrom};

/// What an accepted picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// Portable network graphics.
    Png,
    /// JPEG.
    Jpeg,
}

impl Picture {
    /// The extension without its dot; also the `kind` of the upload's answer.
    pub const fn extension(self) -> &'static str {
        match self {
            Picture::Png => "png",
            Picture::Jpeg => "jpg",
        }
    }

    /// The media type it is shown with.
    pub fn media_type(kind: &str) -> Option<&'static str> {
        match kind {
            "png" => Some("image/png"),
            "jpg" => Some("image/jpeg"),
            _ => None,
        }
    }
}

/// A picture that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// What it is.
    pub picture: Picture,
    /// Width and height: what a browser lays out.
    pub pixels: (u32, u32),
}

/// Judges a picture of at most so many pixels in either direction. The whole of it is read: callers limit its size first.
///
/// # Errors
/// The [`UploadFault`] to show at the field.
pub fn picture(file: &mut (impl Read + Seek), file_name: &str, most: u32) -> Result<Seen, UploadFault> {
    let wanted = match file_name
        .rsplit_once('.')
        .map(|(_, e)| e.to_ascii_lowercase())
        .as_deref()
    {
        Some("png") => Picture::Png,
        Some("jpg" | "jpeg") => Picture::Jpeg,
        _ => return Err(UploadFault::Unsupported),
    };
    file.seek(SeekFrom::Start(0)).map_err(damaged)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(damaged)?;
    if bytes.is_empty() {
        return Err(UploadFault::Empty);
    }
    let (found, size) = if bytes.starts_with(PNG) {
        (Picture::Png, png(&bytes)?)
    } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        (Picture::Jpeg, jpeg(&bytes)?)
    } else {
        return Err(UploadFault::Mismatch);
    };
    if found != wanted {
        return Err(UploadFault::Mismatch);
    }
    let (width, height) = size;
    if width == 0 || height == 0 {
        return Err(UploadFault::Truncated);
    }
    if width.max(height) > most {
        return Err(UploadFault::TooManyPixels { max: most });
    }
    Ok(Seen {
        picture: found,
        pixels: size,
    })
}

const PNG: &[u8] = b"\x89PNG\r\n\x1A\n";

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at + 4)
        .map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]))
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at + 2)
        .map(|b| u32::from(u16::from_be_bytes([b[0], b[1]])))
}

/// Width and height of a PNG whose chunks fill the file exactly.
fn png(bytes: &[u8]) -> Result<(u32, u32), UploadFault> {
    let cut = UploadFault::Truncated;
    let mut at = PNG.len();
    let mut size = None;
    loop {
        let length = be32(bytes, at).ok_or(cut)? as usize;
        let kind = bytes.get(at + 4..at + 8).ok_or(cut)?;
        let next = at
            .checked_add(length)
            .and_then(|n| n.checked_add(12))
            .ok_or(cut)?;
        if next > bytes.len() {
            return Err(cut);
        }
        match (kind, size) {
            (b"IHDR", None) if length == 13 => {
                size = Some((be32(bytes, at + 8).ok_or(cut)?, be32(bytes, at + 12).ok_or(cut)?));
            }
            (_, None) => return Err(cut),
            (b"IEND", Some(size)) if next == bytes.len() => return Ok(size),
            (b"IEND", Some(_)) => return Err(UploadFault::Polyglot),
            _ => {}
        }
        at = next;
    }
}

/// Width and height of a JPEG that ends with its end marker.
fn jpeg(bytes: &[u8]) -> Result<(u32, u32), UploadFault> {
    let cut = UploadFault::Truncated;
    let mut at = 2;
    let mut size = None;
    loop {
        if bytes.get(at) != Some(&0xFF) {
            return Err(cut);
        }
        let marker = *bytes.get(at + 1).ok_or(cut)?;
        match marker {
            // Fill bytes before a marker.
            0xFF => {
                at += 1;
                continue;
            }
            0xD9 => {
                return match size {
                    None => Err(cut),
                    Some(_) if at + 2 != bytes.len() => Err(UploadFault::Polyglot),
                    Some(size) => Ok(size),
                };
            }
            _ => {}
        }
        let length = be16(bytes, at + 2).filter(|l| *l >= 2).ok_or(cut)? as usize;
        // Start of frame: every one but DHT, JPG and DAC.
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            size = Some((be16(bytes, at + 7).ok_or(cut)?, be16(bytes, at + 5).ok_or(cut)?));
        }
        at += 2 + length;
        if marker == 0xDA {
            // The samples: up to a marker that is neither stuffing nor a restart.
            while let Some(b) = bytes.get(at) {
                let next = bytes.get(at + 1).copied().ok_or(cut)?;
                if *b == 0xFF && next != 0 && !(0xD0..=0xD7).contains(&next) {
                    break;
                }
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
        let mut out = (data.len() as u32).to_be_bytes().to_vec();
        out.extend(kind);
        out.extend(data);
        out.extend([0; 4]);
        out
    }
    fn a_png(width: u32, height: u32) -> Vec<u8> {
        let mut head = width.to_be_bytes().to_vec();
        head.extend(height.to_be_bytes());
        head.extend([8, 6, 0, 0, 0]);
        let mut out = PNG.to_vec();
        out.extend(chunk(b"IHDR", &head));
        out.extend(chunk(b"IDAT", b"not looked into"));
        out.extend(chunk(b"IEND", b""));
        out
    }
    fn a_jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut out = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 8, 8];
        out.extend(height.to_be_bytes());
        out.extend(width.to_be_bytes());
        out.push(1);
        out.extend([0xFF, 0xDA, 0, 3, 1, 7, 7, 0xFF, 0, 7, 0xFF, 0xD3, 9, 0xFF, 0xD9]);
        out
    }
    fn judged(bytes: &[u8], name: &str) -> Result<Picture, UploadFault> {
        picture(&mut Cursor::new(bytes), name, 2_000).map(|seen| seen.picture)
    }

    #[test]
    fn pictures_are_pictures_to_their_last_byte() {
        let (png, jpeg) = (a_png(168, 80), a_jpeg(168, 80));
        let with = |bytes: &[u8], tail: &[u8]| [bytes, tail].concat();
        for (bytes, name, expected) in [
            (png.clone(), "logo.PNG", Ok(Picture::Png)),
            (jpeg.clone(), "logo.jpeg", Ok(Picture::Jpeg)),
            (png.clone(), "logo.jpg", Err(UploadFault::Mismatch)),
            (png.clone(), "logo.svg", Err(UploadFault::Unsupported)),
            (b"<svg/>".to_vec(), "logo.png", Err(UploadFault::Mismatch)),
            (Vec::new(), "logo.png", Err(UploadFault::Empty)),
            (with(&png, b"<script>"), "logo.png", Err(UploadFault::Polyglot)),
            (with(&jpeg, b"PK\x05\x06"), "logo.jpg", Err(UploadFault::Polyglot)),
            (
                png[..png.len() - 3].to_vec(),
                "logo.png",
                Err(UploadFault::Truncated),
            ),
            (
                jpeg[..jpeg.len() - 1].to_vec(),
                "logo.jpg",
                Err(UploadFault::Truncated),
            ),
            (
                a_png(2_001, 10),
                "logo.png",
                Err(UploadFault::TooManyPixels { max: 2_000 }),
            ),
            (
                a_jpeg(10, 2_001),
                "logo.jpg",
                Err(UploadFault::TooManyPixels { max: 2_000 }),
            ),
            (a_png(0, 10), "logo.png", Err(UploadFault::Truncated)),
        ] {
            assert_eq!(judged(&bytes, name), expected, "{name} {}", bytes.len());
        }
    }

    #[test]
    fn the_size_is_the_pictures_own() {
        for (bytes, name) in [(a_png(1_200, 320), "a.png"), (a_jpeg(1_200, 320), "a.jpg")] {
            let seen = picture(&mut Cursor::new(bytes), name, 1_200).expect("a picture");
            assert_eq!(seen.pixels, (1_200, 320), "{name}");
        }
    }

    #[test]
    fn no_bytes_make_it_panic() {
        for whole in [a_png(168, 80), a_jpeg(168, 80)] {
            for at in 0..whole.len() {
                for value in [0, 1, 0x7F, 0xC0, 0xD9, 0xDA, 0xFE, 0xFF] {
                    let mut broken = whole.clone();
                    broken[at] = value;
                    let _ = judged(&broken, "logo.png");
                    let _ = judged(&broken[..at], "logo.jpg");
                }
            }
        }
    }
}
