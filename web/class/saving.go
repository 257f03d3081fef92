package class

import (
	"errors"
	"runtime"
	"slices"
	"syscall"

	"chuhai/sim/scenario"
)

// Windows' own numbers for a full disk (ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL), which mean other things elsewhere.
var windowsDiskFull = []syscall.Errno{39, 112}

// DiskFull reports whether something could not be stored because the disk, or the share of it that the user may fill, is
// full.
func DiskFull(err error) bool {
	var n syscall.Errno
	if !errors.As(err, &n) {
		return false
	}
	return n == syscall.ENOSPC || n == syscall.EDQUOT || runtime.GOOS == "windows" && slices.Contains(windowsDiskFull, n)
}

// CannotSave says why something could not be stored and, where that is known, what to do.
func CannotSave(err error) scenario.Text {
	if DiskFull(err) {
		return scenario.Text{Zh: "服务器磁盘已满，无法保存：请老师清出空间", En: "the server's disk is full and nothing can be saved: the instructor must free some space"}
	}
	return scenario.Text{Zh: "服务器无法保存：" + err.Error(), En: "the server cannot save: " + err.Error()}
}

// notSaved stops the class because something could not be stored; the clock, started again, tries again.
func (c *Class) notSaved(err error) {
	why := CannotSave(err)
	why.Zh += "；课堂已暂停，解决后由老师继续"
	why.En += "; the class stands still until the instructor has mended it and goes on"
	c.standStill(why)
}
