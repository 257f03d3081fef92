package scenarios

import (
	"testing"

	"chuhai/sim/scenario"
)

func TestBuiltInScenariosAreValid(t *testing.T) {
	for _, name := range Names() {
		b, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := scenario.Parse(b)
		if err != nil {
			t.Fatalf("%s:\n%v", name, err)
		}
		if s.ID != name {
			t.Errorf("%s names itself %s", name, s.ID)
		}
	}
	if _, err := Load("nowhere"); err == nil {
		t.Error("a scenario that does not exist was loaded")
	}
}
