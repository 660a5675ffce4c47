package paper

import (
	"context"
	"strconv"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/report"
	"fairbasis/core/study"
	"fairbasis/core/study/distribution"
	"fairbasis/core/study/drivers"
	"fairbasis/core/study/history"
	"fairbasis/core/study/season"
	"fairbasis/core/study/sections"
	"fairbasis/core/study/stages"
	"fairbasis/core/study/weekly"
)

// Compute runs the studies of a report in the order of its fields and, where a
// file is asked for, writes it. A refusal of a study is at its path. A table
// that the report does not have is refused with the ids of those it has.
func Compute(ctx context.Context, in study.PaperInput) (study.Paper, error) {
	m := maker{ctx: ctx, in: in, total: len(in.Distribution) + 1} // one for the file
	for _, asked := range []bool{in.Overview != nil, in.History != nil, in.Stages != nil, in.Volatility != nil, in.Seasonality != nil, in.Events != nil, in.Drivers != nil} {
		if asked {
			m.total++
		}
	}
	m.doc.Lang = "en"
	if in.Lang == "zh" {
		m.doc.Lang = "zh"
	}
	if err := m.studies(); err != nil {
		return study.Paper{}, err
	}
	m.doc.Title = in.Title
	if m.doc.Title == "" {
		m.doc.Title = m.title()
	}
	out := study.Paper{Title: m.doc.Title, First: m.first, Last: m.last, Sections: m.doc.Sections}
	if in.Answers {
		out.Answers = &m.answers
	}
	if in.As == "" {
		return out, nil
	}
	file, err := m.file()
	out.File = file
	return out, err
}

// maker makes one report.
type maker struct {
	ctx         context.Context
	in          study.PaperInput
	done, total int
	doc         report.Document
	answers     study.Answers
	first, last calendar.Date
	products    []string
}

// studies computes what is asked for.
func (m *maker) studies() error {
	in, lang := m.in, m.doc.Lang
	if in.Overview != nil {
		r, err := step(m, "overview", weekly.Compute, *in.Overview)
		if err != nil {
			return err
		}
		for _, row := range r.Rows {
			m.cover(row.Product, row.First, row.Week)
		}
		m.answers.Overview = &r
		m.add(sections.Overview(lang, r))
	}
	if in.History != nil {
		r, err := step(m, "history", history.Compute, *in.History)
		if err != nil {
			return err
		}
		m.answers.History = &r
		m.add(sections.History(lang, r))
		m.about(r.About)
		if in.As == "xlsx" || in.Table != "" {
			m.doc.Data = append(m.doc.Data, sections.HistoryDays(lang, r))
		}
	}
	for i := range in.Distribution {
		r, err := step(m, fault.Join("distribution", strconv.Itoa(i)), distribution.Compute, in.Distribution[i])
		if err != nil {
			return err
		}
		m.answers.Distribution = append(m.answers.Distribution, r)
		m.add(sections.Distribution(lang, r))
		m.about(r.About)
	}
	if in.Stages != nil {
		r, err := step(m, "stages", stages.Compute, *in.Stages)
		if err != nil {
			return err
		}
		m.answers.Stages = &r
		m.add(sections.Stages(lang, r))
		m.about(r.About)
	}
	if in.Volatility != nil {
		r, err := step(m, "volatility", stages.Volatility, *in.Volatility)
		if err != nil {
			return err
		}
		m.answers.Volatility = &r
		m.add(sections.Volatility(lang, r))
		m.about(r.About)
	}
	if in.Seasonality != nil {
		r, err := step(m, "seasonality", season.Compute, *in.Seasonality)
		if err != nil {
			return err
		}
		m.answers.Seasonality = &r
		m.add(sections.Seasonality(lang, r))
		m.about(r.About)
	}
	if in.Events != nil {
		r, err := step(m, "events", season.Events, *in.Events)
		if err != nil {
			return err
		}
		m.answers.Events = &r
		m.add(sections.Events(lang, r))
		m.about(r.About)
	}
	if in.Drivers != nil {
		r, err := step(m, "drivers", drivers.Compute, *in.Drivers)
		if err != nil {
			return err
		}
		m.answers.Drivers = &r
		m.add(sections.Drivers(lang, r))
		m.about(r.About)
	}
	return nil
}

// step computes one study.
func step[In, Out any](m *maker, path string, compute func(context.Context, In) (Out, error), in In) (Out, error) {
	out, err := compute(op.Part(m.ctx, m.done, m.done+1, m.total), in)
	m.done++
	if err == nil || fault.From(err).Code != fault.Invalid {
		return out, err
	}
	var fs fault.Fields
	fs.Merge(path, err)
	return out, fs.Err()
}

// add appends a section. Where another has its id, it and its tables get a
// number, so that every table has an id of its own. What was said
// of the data is not said again.
func (m *maker) add(s report.Section) {
	n := 1
	for _, other := range m.doc.Sections {
		if other.ID == s.ID || strings.HasPrefix(other.ID, s.ID+"_") {
			n++
		}
	}
	if n > 1 {
		end := "_" + strconv.Itoa(n)
		s.ID += end
		for i := range s.Tables {
			s.Tables[i].ID += end
		}
	}
	var fresh []string // what no section before has said
next:
	for _, text := range s.Warnings {
		for _, other := range m.doc.Sections {
			for _, said := range other.Warnings {
				if said == text {
					continue next
				}
			}
		}
		fresh = append(fresh, text)
	}
	s.Warnings = fresh
	m.doc.Sections = append(m.doc.Sections, s)
}

func (m *maker) about(a study.About) { m.cover(a.Product, a.First, a.Last) }

// cover notes what the report is of.
func (m *maker) cover(product string, first, last calendar.Date) {
	if !first.IsZero() && (m.first.IsZero() || first.Before(m.first)) {
		m.first = first
	}
	if last.After(m.last) {
		m.last = last
	}
	for _, p := range m.products {
		if p == product {
			return
		}
	}
	m.products = append(m.products, product)
}

// title names the products and the last day.
func (m *maker) title() string {
	name := strings.Join(m.products, " ")
	if m.doc.Lang == "zh" {
		return name + " 基差报告 " + m.last.String()
	}
	return name + " basis report " + m.last.String()
}

// foot is the last line of a report.
func (m *maker) foot() string {
	if m.doc.Lang == "zh" {
		return "由 fairbasis 根据所载数据在本机计算，不构成投资建议。"
	}
	return "Computed by fairbasis from the data loaded, on the device. It gives no advice."
}

// file writes the report.
func (m *maker) file() (*op.File, error) {
	if t := m.in.Table; t != "" {
		if _, ok := m.doc.Table(t); !ok {
			var fs fault.Fields
			fs.OneOf("table", t, m.doc.Tables()...)
			return nil, fs.Err()
		}
	}
	m.doc.Foot = m.foot()
	words := m.doc.Title
	if m.in.Table != "" {
		words += " " + m.in.Table
	}
	f := &op.File{Name: report.FileName(words, m.in.As)}
	ctx := op.Part(m.ctx, m.done, m.total, m.total)
	var err error
	switch m.in.As {
	case "xlsx":
		f.Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		f.Bytes, err = m.doc.XLSX(ctx, m.in.Table)
	case "csv":
		f.Type = "text/csv;charset=utf-8"
		f.Bytes, err = m.doc.CSV(ctx, m.in.Table)
	default:
		f.Type = "text/markdown;charset=utf-8"
		doc := m.doc
		if m.in.Table != "" {
			doc = doc.Only(m.in.Table)
		}
		f.Bytes = doc.Markdown()
	}
	return f, err
}
