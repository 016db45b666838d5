#!/bin/sh
# Puts Promptrun Desktop where the desktop finds it: for you alone, or for everyone with sudo.
# Once more puts this version in place of another. uninstall.sh takes away what this put there.
set -eu

name=promptrun-desktop
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
if [ "$(id -u)" -eq 0 ]; then
    app=/opt/$name
    share=/usr/local/share
    commands=/usr/local/bin
else
    app=$HOME/.local/lib/$name
    share=${XDG_DATA_HOME:-$HOME/.local/share}
    commands=$HOME/.local/bin
fi
list=$app/installed-files

if [ ! -x "$here/$name" ] || [ ! -d "$here/share" ]; then
    echo "Unpack the whole archive, and start install.sh from there." >&2
    exit 1
fi
umask 022
made=
if [ -f "$list" ]; then
    folders=$(grep '/$' "$list" || true)
    sh "$app/uninstall.sh" --for-another
    # What is left of them, for something else is in there now, is still to go in the end.
    while IFS= read -r each; do
        if [ -n "$each" ] && [ -d "$each" ]; then
            made="$made$each
"
        fi
    done <<END
$folders
END
fi

# Makes a folder and those above it. What was not there is noted: files as they are, folders with a
# stroke at their end.
folder() {
    if [ -z "$1" ] || [ -d "$1" ]; then
        return
    fi
    folder "${1%/*}"
    mkdir -- "$1"
    made="$made$1/
"
}
note() {
    printf '%s' "$made" >>"$list"
    made=
}
folder "$app"
note

# Copies what is in one folder into another. Not keeping owners: they are those of who installs.
copy() {
    (cd -- "$1" && find . -type d) | while IFS= read -r each; do
        folder "$2${each#.}"
        note
    done
    (cd -- "$1" && find . ! -type d) | while IFS= read -r each; do
        printf '%s\n' "$2${each#.}"
    done >>"$list"
    cp -RP -- "$1/." "$2/"
}
copy "$here/_internal" "$app/_internal"
copy "$here/share" "$share"
for each in "$name" uninstall.sh; do
    printf '%s\n' "$app/$each" >>"$list"
    cp -- "$here/$each" "$app/$each"
done
folder "$commands"
note
printf '%s\n' "$commands/$name" >>"$list"
ln -sf -- "$app/$name" "$commands/$name"

# Desktops get the whole path: not all of them look into ~/.local/bin. There it stands in quotes, in
# which four characters want a backslash, and each backslash another (Desktop Entry Specification).
entry=$share/applications/ai.promptrun.Desktop.desktop
quoted=$(printf '%s' "$app/$name" | sed 's/[\\"`$]/\\&/g; s/\\/\\\\/g; s/%/%%/g')
program=$(printf '"%s"' "$quoted" | sed 's/[\\&|]/\\&/g')
sed "s|\"@PROGRAM@\"|$program|" "$entry" >"$entry.new"
mv -- "$entry.new" "$entry"

refresh() {
    if command -v "$1" >/dev/null 2>&1; then
        "$@" >/dev/null 2>&1 || true
    fi
}
refresh update-desktop-database "$share/applications"
refresh update-mime-database "$share/mime"
# Without a cache, desktops look for icons themselves.
if [ -f "$share/icons/hicolor/icon-theme.cache" ]; then
    refresh gtk-update-icon-cache -q -t "$share/icons/hicolor"
fi

echo "Promptrun Desktop is installed. You find it among your programs; in a terminal it is"
echo "    $commands/$name"
echo "To remove it:"
echo "    sh \"$app/uninstall.sh\""
