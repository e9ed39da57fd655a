"""Pages that hold no story: a challenge, a login, a wall, a live blog, nothing."""

from __future__ import annotations

from typing import Any

from watch1718.adapters.feeds import plain
from watch1718.adapters.linked_data import linked_data
from watch1718.errors import NotADocument

SHORT = 600
STUB_SIGNS = {
    "challenge": (
        "just a moment...",
        "checking your browser",
        "verify you are human",
        "are you a robot",
        "enable javascript and cookies to continue",
        "attention required! | cloudflare",
        "ddos protection by",
        "unusual traffic from your",
        "complete the captcha",
        "pardon our interruption",
    ),
    "block_page": ("403 forbidden", "access denied", "the requested url was rejected", "request blocked"),
    "maintenance": ("under maintenance", "scheduled maintenance", "temporarily unavailable", "maintenance.un.org"),
    "login": ("log in to continue", "sign in to continue", "please log in", "please sign in", "login required"),
    "paywall": (
        "subscribe to continue reading",
        "subscribe to read",
        "this content is for subscribers",
        "this article is for subscribers",
        "subscribers only",
        "to continue reading",
        "already a subscriber?",
        "become a member to read",
    ),
    "cookie_wall": (
        "accept all cookies",
        "accept cookies to continue",
        "we use cookies and similar",
        "before you continue to",
        "manage your privacy settings",
    ),
}


def refuse_stub(text: str, tree: Any, *, trusted: bool = False) -> None:
    """Refuse a page that holds no story: nothing, a challenge, a login, a wall."""
    if not trusted:
        _refuse_declared(text, tree)
    if len(text) < SHORT and not trusted:
        title = plain(tree.findtext(".//title") or "")
        shown = f"{title}\n{text or ' '.join(tree.text_content().split())[: 4 * SHORT]}".lower()
        for reason, signs in STUB_SIGNS.items():
            if any(sign in shown for sign in signs):
                raise NotADocument(reason, f"it says {shown.strip()[:120]!r}")
    if not text:
        raise NotADocument("no_text", "no story was found on the page")


def _refuse_declared(text: str, tree: Any) -> None:
    """Believe what a page says of itself to machines: a live blog is no story, an opening is not the whole of one."""
    for row in linked_data(tree):
        if "LiveBlogPosting" in str(row.get("@type", "")) and row.get("liveBlogUpdate"):
            raise NotADocument("live_blog", "a live blog: its entries come and go under one address")
        closed = str(row.get("isAccessibleForFree", "")).strip().lower() in {"false", "no", "0"}
        if closed and len(text) < SHORT:
            raise NotADocument(
                "paywall", "the page says that it is not for everybody, and shows no more than an opening"
            )
