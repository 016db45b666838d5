#!/bin/sh
# Takes away what install.sh put there, and nothing else. The chats stay.
set -eu

name=promptrun-desktop
app=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
list=$app/installed-files

if [ ! -f "$list" ]; then
    echo "Nothing was installed from here. To remove Promptrun Desktop, delete this folder:" >&2
    echo "    $app" >&2
    exit 1
fi
if [ ! -w "$list" ]; then
    echo "It was installed for everyone. To remove it:" >&2
    echo "    sudo sh \"$app/uninstall.sh\"" >&2
    exit 1
fi

# A copy, since the list goes too; what was made last goes first.
reversed=$(sed -n '1!G;h;$p' "$list")
share=
while IFS= read -r each; do
    case $each in
    */applications/ai.promptrun.Desktop.desktop) share=${each%/applications/*} ;;
    esac
    case $each in
    */) ;;
    *) rm -f -- "$each" ;;
    esac
done <<END
$reversed
END

refresh() {
    if command -v "$1" >/dev/null 2>&1; then
        "$@" >/dev/null 2>&1 || true
    fi
}
# Lists that the desktop made of what was there are made anew, or go with the last thing in them.
is_empty() {
    for each in "$1"/*; do
        if [ -e "$each" ] && [ "$each" != "$1/mimeinfo.cache" ]; then
            return 1
        fi
    done
}
if [ "${1:-}" != --for-another ] && [ -n "$share" ]; then
    if is_empty "$share/applications"; then
        rm -f -- "$share/applications/mimeinfo.cache"
    else
        refresh update-desktop-database "$share/applications"
    fi
    refresh update-mime-database "$share/mime"
    if is_empty "$share/mime/packages"; then
        for each in XMLnamespaces aliases generic-icons globs globs2 icons magic mime.cache \
            subclasses treemagic types version; do
            rm -f -- "$share/mime/$each"
        done
        rmdir -- "$share/mime/application" 2>/dev/null || true
    fi
    if [ -f "$share/icons/hicolor/icon-theme.cache" ]; then
        refresh gtk-update-icon-cache -q -t "$share/icons/hicolor"
    fi
fi
rm -f -- "$list"
# Folders that hold anything else stay.
while IFS= read -r each; do
    case $each in
    */) rmdir -- "${each%/}" 2>/dev/null || true ;;
    esac
done <<END
$reversed
END

if [ "${1:-}" != --for-another ]; then
    echo "Promptrun Desktop was removed. Your chats were kept. They are in"
    if [ "$(id -u)" -eq 0 ]; then
        echo "    ~/.local/share/$name in the home folder of each person"
    else
        echo "    ${XDG_DATA_HOME:-$HOME/.local/share}/$name"
    fi
fi
