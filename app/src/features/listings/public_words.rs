//! The words of the public product page.

crate::words! {
    sold_by = "由 {seller} 提供", "Sold by {seller}";
    about = "商品介绍", "About this product";
    get_help = "服务与支持", "Help and support";
    on_sale_since = "上架时间", "On sale since";
    how_to_buy = "如需购买，请联系商家获取专属优惠链接。", "To buy, ask the seller for your offer link.";
    from_price = "{price} 起", "from {price}";
}
