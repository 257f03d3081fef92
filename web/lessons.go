package web

import (
	"slices"
	"sync"

	"chuhai/scenarios"
	"chuhai/sim/scenario"
	"chuhai/web/wire"
)

// lesson is a scenario on the shelf, from which classes are opened.
type lesson struct {
	card   wire.Lesson
	bundle scenario.Bundle
}

// builtIn are the lessons that come with the program. Reading them takes a while, so it is done once, when first asked.
var builtIn = sync.OnceValues(func() ([]lesson, error) {
	var out []lesson
	for _, name := range scenarios.Names() {
		b, err := scenarios.Load(name)
		if err != nil {
			return nil, err
		}
		l, err := newLesson(b)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
})

func newLesson(b scenario.Bundle) (lesson, error) {
	p, err := scenario.Parse(b)
	if err != nil {
		return lesson{}, err
	}
	l := wire.Lesson{ID: p.ID, Title: p.Title, Summary: p.Summary, Level: p.Level, Start: p.Start.String(), Days: p.Days, Goods: len(p.Goods),
		Marketplaces: []scenario.Text{}}
	for _, m := range p.Marketplaces {
		l.Marketplaces = append(l.Marketplaces, m.Name)
	}
	return lesson{l, b}, nil
}

// AddLesson puts a scenario of the school's own on the shelf, behind those that come with the program. Its id must be one
// that no other lesson has. A class keeps its scenario, so that it does not need the shelf again.
func (s *Server) AddLesson(b scenario.Bundle) error {
	l, err := newLesson(b)
	if err != nil {
		return err
	}
	id := l.card.ID
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.Contains(scenarios.Names(), id) || slices.ContainsFunc(s.own, func(o lesson) bool { return o.card.ID == id }) {
		return refuse("id", "剧本编号“"+id+"”已被使用，请在文件里换一个 id", "there is a lesson of the id "+id+" already: change the id in the file")
	}
	s.own = append(s.own, l)
	return nil
}

// lessons are all that stand on the shelf, in order.
func (s *Server) lessons() ([]lesson, error) {
	all, err := builtIn()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Concat(all, s.own), nil
}

// taught is the scenario of a lesson.
func (s *Server) taught(id string) (scenario.Bundle, error) {
	if b, err := scenarios.Load(id); err == nil {
		return b, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.own {
		if l.card.ID == id {
			return l.bundle, nil
		}
	}
	return nil, refuse("scenario", "没有这个剧本", "there is no such scenario")
}
