//! Words of the store front: the page it is written on, and the public page.

crate::words! {
    store = "店铺装修", "Store front";
    store_lead = "客户在您的公开店铺页看到的图片、品牌故事与精选商品。审核通过后生效。", "Pictures, brand story and featured products on your public page. They show once they are approved.";
    see_public = "查看公开店铺页", "See the public page";
    approved = "店铺装修已通过审核，公开店铺页已更新。", "The store front is approved and shown.";
    carousel = "轮播图", "Carousel";
    carousel_lead = "最多 5 张，1200×320 像素，JPG 或 PNG，每张最大 5 MB。可以为每张图设置跳转链接。", "Up to 5 pictures of 1200 × 320 pixels, JPG or PNG, 5 MB each. Each may lead somewhere.";
    slide = "轮播图 {n}", "Picture {n}";
    more_slides = "添加更多轮播图", "Add more pictures";
    link = "跳转链接 {n}", "Link of picture {n}";
    link_help = "以 https:// 开头，限 {hosts} 及其子域名。", "https://, on {hosts} or a subdomain.";
    brand = "品牌图片", "Brand picture";
    brand_lead = "780×440 像素，JPG 或 PNG，最大 5 MB。", "780 × 440 pixels, JPG or PNG, up to 5 MB.";
    story = "品牌故事", "Brand story";
    story_lead = "每种语言最多 2000 字；最多 5 张配图，宽 900–1200 像素，每张最大 5 MB。", "Up to 2,000 characters a language; up to 5 pictures 900 to 1200 pixels wide, 5 MB each.";
    story_zh = "品牌故事（中文）", "Brand story in Chinese";
    story_en = "品牌故事（英文）", "Brand story in English";
    story_help = "空行分段。", "An empty line begins a paragraph.";
    story_picture = "品牌故事配图 {n}", "Story picture {n}";
    more_pictures = "添加更多配图", "Add more pictures";
    featured = "精选商品", "Featured products";
    featured_lead = "展示在店铺页最前面，最多 8 个，只能选择在售商品。", "They stand first on the page: up to 8 of your products on sale.";
    no_products = "还没有在售商品。商品上架后可以在这里选择。", "Nothing is on sale yet. Products can be chosen here once they are.";
    gone = "（已不在售）", "(no longer on sale)";
    picture_help = "JPG 或 PNG。", "JPG or PNG.";
    picture_kept = "当前图片：{name}（{size}）。选择新图片可替换。", "Now: {name} ({size}). Choose another to replace it.";
    picture_taken = "已上传：{name}", "Uploaded: {name}";
    drop = "删除此图片", "Remove this picture";
    optional = "选填", "optional";
    // the public page
    all_products = "全部商品", "All products";
    other_products = "更多商品", "More products";
    from_price = "{price} 起", "from {price}";
    ask_seller = "联系商家", "ask the seller";
    empty_title = "暂无在售商品", "Nothing on sale right now";
    empty_text = "该商家目前没有公开销售的商品。", "This seller has no product on public sale at the moment.";
    of_seller = "{seller} 的店铺图片", "A picture of {seller}'s store";
    goes_to = "打开 {host}", "Open {host}";
}
