; The installer for Windows: for the person who starts it alone, without an administrator.
;
; `installers/windows.py` gives VERSION, PAYLOAD (the folder that PyInstaller made), OUTPUT, ICON,
; BACKUP_ICON, SIDE (a picture) and SIZE (in KiB), and SIGN (a command that signs the file it is given) where there
; is a certificate.

Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma
!ifdef TARGET
  Target "${TARGET}"
!endif

!include "MUI2.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define TITLE "Promptrun Desktop"
!define PROGRAM "promptrun-desktop.exe"
!define BACKUP "ai.promptrun.Desktop.backup"
!define HOME "https://app.promptrun.ai"
!define CHATS "$LOCALAPPDATA\${TITLE}"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\ai.promptrun.Desktop"
!define CLASSES "Software\Classes"

Name "${TITLE}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${TITLE}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText "${TITLE} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${TITLE}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${TITLE} Setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "Promptrun"
VIAddVersionKey "LegalCopyright" "The ${TITLE} authors"

!ifdef SIGN
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

Var ChatsAreThere

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING

!define MUI_WELCOMEPAGE_TEXT "This puts ${TITLE} ${VERSION} on your computer, for you alone. It takes a minute, and you can remove it at any time.$\r$\n$\r$\nChoose Install to begin."
; The page after this one installs at once: its button says so.
!define MUI_PAGE_CUSTOMFUNCTION_SHOW SayInstall
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "Open ${TITLE}"
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "${TITLE} was removed"
!define MUI_FINISHPAGE_TEXT "$ChatsAreThere"
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE "English"

Function SayInstall
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:&Install"
FunctionEnd

; A program that runs cannot be written to: so it is with the window open, and with a chat that is
; still being saved by a window that was closed.
!macro WaitUntilClosed un
  Function ${un}WaitUntilClosed
    again:
      IfFileExists "$INSTDIR\${PROGRAM}" 0 closed
      ClearErrors
      FileOpen $0 "$INSTDIR\${PROGRAM}" a
      IfErrors open
      FileClose $0
      Goto closed
    open:
      MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "${TITLE} is open. Please close it, then choose Retry." /SD IDCANCEL IDRETRY again
      SetErrorLevel 3
      Quit
    closed:
  FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "${TITLE} needs Windows 10 or newer with 64 bits." /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  ; One of these at a time.
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "ai.promptrun.Desktop.Setup") p .r1 ?e'
  Pop $0
  ${If} $0 = 183 ; ERROR_ALREADY_EXISTS
    MessageBox MB_OK|MB_ICONINFORMATION "${TITLE} is being installed already." /SD IDOK
    SetErrorLevel 5
    Quit
  ${EndIf}
FunctionEnd

Section
  Call WaitUntilClosed
  ; What an earlier version brought and this one does not; nothing else that lies there.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*"
  File "/oname=backup.ico" "${BACKUP_ICON}"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${PROGRAM}"

  WriteRegStr HKCU "${CLASSES}\${BACKUP}" "" "Promptrun back-up"
  WriteRegStr HKCU "${CLASSES}\${BACKUP}\DefaultIcon" "" "$INSTDIR\backup.ico"
  WriteRegStr HKCU "${CLASSES}\${BACKUP}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\.promptrun" "" "${BACKUP}"
  WriteRegStr HKCU "${CLASSES}\.promptrun" "Content Type" "application/vnd.promptrun.backup"
  WriteRegStr HKCU "${CLASSES}\.promptrun\OpenWithProgids" "${BACKUP}" ""

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "Promptrun"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "URLInfoAbout" "${HOME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1

  Call TellOfTypes
SectionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  ; By name: what else a person put into this folder, their chats among it, is theirs.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\backup.ico"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"

  Delete "$SMPROGRAMS\${TITLE}.lnk"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${CLASSES}\${BACKUP}"
  DeleteRegValue HKCU "${CLASSES}\.promptrun\OpenWithProgids" "${BACKUP}"
  ReadRegStr $0 HKCU "${CLASSES}\.promptrun" ""
  ${If} $0 == "${BACKUP}"
    DeleteRegKey HKCU "${CLASSES}\.promptrun"
  ${EndIf}
  Call un.TellOfTypes

  ; Chats lie beside the program where a person wanted them to travel with it.
  StrCpy $0 ""
  ${If} ${FileExists} "${CHATS}\*.*"
    StrCpy $0 "$0$\r$\n${CHATS}"
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\*.*"
    StrCpy $0 "$0$\r$\n$INSTDIR"
  ${EndIf}
  ${If} $0 == ""
    StrCpy $ChatsAreThere "It has left no chats behind."
  ${Else}
    StrCpy $ChatsAreThere "Your chats are still there:$\r$\n$0$\r$\n$\r$\nInstall ${TITLE} again, and you find them as they were. To be rid of them, too, delete that folder."
  ${EndIf}
SectionEnd

; Lets the desktop show the icon of our files, or no longer.
!macro TellOfTypes un
  Function ${un}TellOfTypes
    ; SHCNE_ASSOCCHANGED, SHCNF_IDLIST
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  FunctionEnd
!macroend
!insertmacro TellOfTypes ""
!insertmacro TellOfTypes "un."
