//! Pictures for the demo's store: rolling hills in four colours, as PNG.

/// Four colours, from the sky to the nearest hill.
pub type Palette = [[u8; 3]; 4];

/// A picture of this size. `shift` moves the hills, so that no two look alike.
pub fn hills(width: u32, height: u32, palette: Palette, shift: u32) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        let mut byte = 0;
        for x in 0..width {
            byte = (byte << 2) | colour(x, y, width, height, shift);
            if x % 4 == 3 || x + 1 == width {
                rows.push(byte << (2 * (3 - x % 4)));
                byte = 0;
            }
        }
    }
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[2, 3, 0, 0, 0]].concat();
    let mut png = b"\x89PNG\r\n\x1A\n".to_vec();
    chunk(&mut png, b"IHDR", &head);
    chunk(&mut png, b"PLTE", &palette.concat());
    chunk(&mut png, b"IDAT", &stored(&rows));
    chunk(&mut png, b"IEND", &[]);
    png
}

/// Which of the four stands at a place: each hill is a row of arcs below the one behind it.
fn colour(x: u32, y: u32, width: u32, height: u32, shift: u32) -> u8 {
    let mut seen = 0;
    for hill in 1..4_u32 {
        let span = width / (hill + 1) + 1;
        let at = (x + shift * 97 + hill * 211) % span;
        let from_middle = i64::from(at) * 2 - i64::from(span);
        let rise = i64::from(height) * from_middle * from_middle / (4 * i64::from(span) * i64::from(span));
        if i64::from(y) > i64::from(height * (hill + 1) / 6) + rise {
            seen = u8::try_from(hill).unwrap_or_default();
        }
    }
    seen
}

/// A zlib stream that stores and does not pack: RFC 1950 around blocks of RFC 1951 §3.2.4.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks = data.chunks(0xFFFF);
    let last = blocks.len().saturating_sub(1);
    for (i, block) in blocks.enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.push(u8::from(i == last));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in data {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    out.extend(((b << 16) | a).to_be_bytes());
    out
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    png.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    png.extend(kind);
    png.extend(data);
    let mut crc = u32::MAX;
    for byte in kind.iter().chain(data) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
        }
    }
    png.extend((!crc).to_be_bytes());
}
